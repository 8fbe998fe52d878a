import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getTableName, is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { expect, test } from 'vitest'
import { loadLibrary } from '#app/domain/rubric-versions/index.server.ts'
import * as schema from '#db/schema/index.ts'
import { sourcesIn } from './sources.ts'

if (!existsSync('build/client')) throw new Error('The pages are not built. Run: npm run build')
const sent = sourcesIn(['build/client'], /\.(js|css|html|json|webmanifest)$/)
const holding = (words: readonly string[]) =>
  words.flatMap((word) => sent.filter(({ text }) => text.includes(word)).map(({ file }) => `${file} holds ‘${word}’`))

test('the browser is sent no table: a plain import of db/schema would take it along', () => {
  const tables = Object.values(schema).flatMap((one) => (is(one, PgTable) ? [getTableName(one)] : []))
  // Names that are also words of the pages prove nothing either way.
  const telling = tables.filter((name) => name.includes('_'))
  expect(telling.length).toBeGreaterThan(10)
  expect(holding(telling)).toEqual([])
})

test('nor the server’s tools and secrets', () => {
  const words = ['drizzle', 'node:crypto', 'node:fs', 'better-auth', 'SESSION_SECRET', 'DATABASE_URL', 'plimsoll_app']
  expect(holding([...words, 'MongoQueryParser', 'pg_current_xact_id', '@casl'])).toEqual([])
})

test('nor a word of what makes a level or stops a launch: the score key stays with the server', async () => {
  const { rubrics } = await loadLibrary(join(process.cwd(), 'rubrics'))
  const reasons = [...rubrics.values()].flatMap((versions) =>
    versions.flatMap(({ compiled }) =>
      compiled.questions.flatMap(({ knockouts }) => knockouts.map(({ knockout }) => knockout.reason)),
    ),
  )
  const rules = [...rubrics.values()].flatMap((versions) =>
    versions.flatMap(({ compiled }) => compiled.tierRules.map(({ rule }) => rule.id)),
  )
  expect(reasons.length).toBeGreaterThan(10)
  expect(holding([...new Set([...reasons, ...rules])].filter((text) => text.length > 8))).toEqual([])
})

/** What a page is sent, by its route: its own scripts and those of the pages around it. */
function scriptsOf(route: string): string[] {
  const name = readdirSync('build/client/assets').find((file) => /^manifest-.*\.js$/.test(file)) ?? ''
  const text = readFileSync(join('build/client/assets', name), 'utf8')
  const { routes, entry } = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) as Manifest
  const files = [entry.module, ...entry.imports]
  for (let id: string | undefined = `routes/${route}`; id; id = routes[id]?.parentId)
    files.push(routes[id]?.module ?? '', ...(routes[id]?.imports ?? []))
  return [...new Set(files)].map((file) => readFileSync(join('build/client', file), 'utf8'))
}
type Manifest = {
  entry: { module: string; imports: string[] }
  routes: Record<string, { module: string; imports?: string[]; parentId?: string }>
}

test('the questionnaire and the overview are not sent the form library; forms that are sent whole are', () => {
  const holdsLibrary = (route: string) => scriptsOf(route).some((text) => text.includes('shouldUnregister'))
  const review = '_portal.reviews.$reviewId'
  for (const page of ['questions.$sectionId', 'questions._index', 'triage', 'check', '_index'])
    expect(holdsLibrary(`${review}.${page}`), page).toBe(false)
  for (const page of ['decision', 'changes', 'withdrawal', 'tier', 'rescope', 'launch'])
    expect(holdsLibrary(`${review}.${page}`), page).toBe(true)
})

test('nor a source map', () => {
  expect(sent.filter(({ text }) => text.includes('sourceMappingURL')).map(({ file }) => file)).toEqual([])
  expect(readFileSync('vite.config.ts', 'utf8')).toContain('sourcemap: false')
})
