import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import type { ActionFunction, LoaderFunction } from '@remix-run/node'
import { beforeAll, describe, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '#app/domain/people/index.server.ts'
import { emailOf, type PersonKey } from '#db/seed/cast.ts'
import { openPortal } from '#tests/platform/auth/portal.ts'
import { buildWorld, type World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'

const { db } = await testDatabase()
const portal = await openPortal(db, { DEMO: true })
const ids: Record<string, string> = { absent: randomUUID(), malformed: 'L-12', injected: `1' or '1'='1`, empty: '' }
const cookies = new Map<PersonKey, string>()
let world: World

beforeAll(async () => {
  world = await buildWorld(db)
  // One that nobody outside its team may know of, and one that the outsiders below may not know of either.
  ids.forbidden = await world.draft({ by: 'priya' })
  for (const person of ['maya', 'ines', 'nora'] as const)
    cookies.set(person, await portal.enter(emailOf(person), DEMO_PASSWORD))
}, 60_000)

const FOLDER = 'app/routes'
/** Every route below a review, and the launch: found in the folder, so that a new one is asked too. */
const files = readdirSync(FOLDER).filter((file) =>
  /^_portal\.(reviews\.\$reviewId|launches\.\$launchId)\b.*\.tsx$/.test(file),
)

const ONCE = randomUUID()

type Module = { loader?: LoaderFunction; action?: ActionFunction }

async function ask(run: LoaderFunction | ActionFunction, person: PersonKey, id: string, posts: boolean, file: string) {
  const path = `http://portal.test/reviews/${encodeURIComponent(id)}/${file.split('.').slice(3, -1).join('/')}`
  const headers = { cookie: cookies.get(person) ?? '', origin: 'http://portal.test' }
  const request = new Request(path, {
    headers,
    ...(posts && {
      method: 'POST',
      body: new URLSearchParams({ reason: 'Because.', onceKey: ONCE, outcome: 'block' }),
    }),
    ...(posts && file.includes('.answers.') && saving(person)),
  })
  const params = { reviewId: id, launchId: id, sectionId: 'context', questionKey: 'context.people_reached' }
  const answer = await (async () => run({ request, context: portal.context(), params }))().catch(
    (thrown: unknown) => thrown,
  )
  const { status, headers: sent, body } = await read(answer)
  // An address may be said back to whoever typed it; besides that and the reference, nothing may differ.
  const bare = (text: string) => (id === '' ? text : text.replaceAll(id, '…').replaceAll(encodeURIComponent(id), '…'))
  return { status, headers: sent.map(([name, value]) => [name, bare(value)]), body: bare(body) }
}

/** The one address that takes JSON: a save that would be right, if there were such a review. */
const saving = (person: PersonKey) => ({
  headers: { cookie: cookies.get(person) ?? '', origin: 'http://portal.test', 'content-type': 'application/json' },
  body: JSON.stringify({
    answer: { state: 'answered', value: 5 },
    version: 0,
    writer: world.actor(person).id,
  }),
})

type Refused = { data?: unknown; init?: ResponseInit | null }

async function read(answer: unknown) {
  if (answer instanceof Response) {
    const body = (await answer.text()).replace(/"reference":"[^"]*"/, '"reference":"…"')
    return { status: answer.status, headers: [...answer.headers], body }
  }
  const { data, init } = answer as Refused
  if (init === undefined) throw new Error('answered as if there were something', { cause: answer })
  return { status: init?.status ?? 200, headers: [...new Headers(init?.headers)], body: JSON.stringify(data) }
}

describe('absent, forbidden and malformed look the same', () => {
  test('the routes are found', () => {
    expect(files.length).toBeGreaterThan(6)
  })

  for (const file of files)
    for (const kind of ['loader', 'action'] as const)
      test(`${file}: ${kind}`, async () => {
        const module = (await import(/* @vite-ignore */ `../../${FOLDER}/${file}`)) as Module
        const run = module[kind]
        if (!run) return
        for (const person of cookies.keys()) {
          const answers = new Map<string, Awaited<ReturnType<typeof ask>>>()
          for (const [name, id] of Object.entries(ids))
            answers.set(name, await ask(run, person, id, kind === 'action', file))
          const absent = answers.get('absent')
          expect(answers.get('forbidden'), person).toEqual(absent)
          for (const [name, answer] of answers) {
            // A form that is wrong in itself may be refused before anybody looks; what does not depend on the record tells nothing of it.
            if (absent?.status === 404 && answer.status === 404) expect(answer, `${person}, ${name}`).toEqual(absent)
            expect(kind === 'loader' ? [302, 404] : [404, 422], `${person}, ${name}`).toContain(answer.status)
          }
        }
      })
})
