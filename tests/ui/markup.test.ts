import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const files = readdirSync('app/ui', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.tsx'))
  .map((name) => ({ name, source: readFileSync(join('app/ui', name), 'utf8') }))

test('no component styles inline: the page policy allows style sheets only, so it would silently not show', () => {
  expect(files.filter(({ source }) => /\bstyle=|dangerouslySetInnerHTML/.test(source)).map(({ name }) => name)).toEqual(
    [],
  )
})

const FRAMEWORK = ['react', '@remix-run/react', 'react-hook-form', '@hookform/resolvers/zod', 'zod']

test('the kit knows no product words: it imports nothing but itself and the framework', () => {
  const kit = files.filter(({ name }) => name.startsWith('kit/'))
  const foreign = kit.flatMap(({ name, source }) =>
    [...source.matchAll(/from '([^']+)'/g)]
      .map(([, path = '']) => path)
      .filter((path) => !path.startsWith('./') && !FRAMEWORK.includes(path))
      .map((path) => `${name} imports ${path}`),
  )
  expect(foreign).toEqual([])
})
