import { expect, test } from 'vitest'
import { boundedData, UnboundedDataError } from '#app/platform/http/bounded-data.ts'
import { testPortal } from '#tests/support/portal.ts'
import { smallBuild } from './small-build.ts'

type Nested = string | Nested[] | { a: Nested }

function nested(depth: number): Nested {
  let value: Nested = 'end'
  for (let at = 0; at < depth; at++) value = at % 2 ? { a: value } : [value]
  return value
}

const { url } = await testPortal({ build: smallBuild({ deep: { default: () => null, loader: () => nested(2_000) } }) })

test('ordinary data passes unchanged, also with shared parts and circles', () => {
  const shared = { n: 1 }
  const data: Record<string, unknown> = {
    list: [shared, shared],
    map: new Map([['k', shared]]),
    at: new Date(0),
    later: Promise.resolve(1),
  }
  data.self = data
  expect(boundedData(data)).toBe(data)
  expect(boundedData(nested(60))).toBeDefined()
})

test.each([65, 2_000, 200_000])('data nested %i deep is refused, without running out of stack', (depth) => {
  expect(() => boundedData(nested(depth))).toThrow(UnboundedDataError)
})

test('too many values are refused', () => {
  expect(() => boundedData(Array.from({ length: 600_000 }, () => 1))).toThrow(/more than 500000 values/)
})

test('a loader that returns data 2,000 deep costs one 500, and the portal goes on', async () => {
  expect((await fetch(`${url}/deep`)).status).toBe(500)
  expect((await fetch(`${url}/deep.data`)).status).toBe(500)
  expect((await fetch(`${url}/page`)).status).toBe(200)
})
