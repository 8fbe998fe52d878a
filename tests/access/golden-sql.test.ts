import { randomUUID } from 'node:crypto'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ctx, createContext } from '#app/domain/ctx.server.ts'
import { findHistory, findHome, findMemo, listReviews, worstLevels } from '#app/domain/reviews/index.server.ts'
import type { PersonKey } from '#db/seed/cast.ts'
import { peopleAndRubrics } from '#tests/domain/reviews/record.ts'
import type { World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { expectDocument } from './document.ts'

const { db, ownerUrl } = await testDatabase()
const said: { sql: string; params: unknown[] }[] = []
const client = postgres(ownerUrl, { max: 1, connection: { role: 'plimsoll_app' }, onnotice: () => {} })
const listening = drizzle(client, { logger: { logQuery: (sql, params) => said.push({ sql, params }) } })
afterAll(() => client.end({ timeout: 1 }))

let world: World
let decided: string
const names = new Map<string, string>()
beforeAll(async () => {
  world = await peopleAndRubrics(db)
  decided = await world.review('decided')
  for (const [key, actor] of world.people) names.set(actor.id, key)
  for (const [key, id] of world.teams) names.set(id, `the team ${key}`)
  names.set(decided, 'the review')
})

/** Broad: sees most reviews. Narrow: one team's. Called: only those they were called to. */
const WHO = { broad: 'ines', narrow: 'maya', called: 'daniel' } as const satisfies Record<string, PersonKey>

const QUERIES: Readonly<Record<string, (ctx: Ctx) => Promise<unknown>>> = {
  'list-newest': (ctx) => listReviews(ctx, {}),
  'list-queue': (ctx) => listReviews(ctx, { sort: 'queue', state: ['in_review', 'scored'] }),
  'list-search': (ctx) => listReviews(ctx, { q: 'whisper gifts', mine: 'submitted' }),
  home: (ctx) => findHome(ctx),
  memo: (ctx) => findMemo(ctx, decided),
  history: (ctx) => findHistory(ctx, decided),
  'worst-levels': (ctx) => worstLevels(ctx, [decided]),
}

test.each(Object.entries(QUERIES))(
  '%s asks the database for nothing more than the policy allows',
  async (name, query) => {
    const parts: string[] = []
    let statements = 0
    for (const [breadth, person] of Object.entries(WHO)) {
      said.length = 0
      const now = new Date('2026-11-23T09:00:00Z')
      await query(createContext({ db: listening, newId: randomUUID, now: () => now }, world.actor(person)))
      statements += said.length
      const asked = said.length > 0 ? said.map(readable) : ['-- nothing is asked: no rule allows it']
      parts.push(`-- ${breadth}: ${person} (${world.actor(person).roles.join(', ')})`, ...asked, '')
    }
    expect(statements).toBeGreaterThan(0)
    expectDocument(`sql/${name}.sql`, parts.join('\n'))
  },
)

const UUID = /[0-9a-f]{8}-[0-9a-f-]{27}/g

/**
 * The statement with its values in their places and a line per clause: which rows are asked for, not which columns. Ids are
 * named after whom they belong to.
 */
function readable({ sql, params }: { sql: string; params: unknown[] }): string {
  const literal = (value: unknown): string => {
    if (value === null || value === undefined) return 'null'
    if (Array.isArray(value)) return `{${value.map(literal).join(', ')}}`
    const text = value instanceof Date ? value.toISOString() : String(value)
    if (names.has(text)) return `<${names.get(text)}>`
    const named = text.replace(UUID, (id) => `<${names.get(id) ?? 'an id'}>`)
    return named.startsWith('<') ? named : `'${named}'`
  }
  return `${sql
    .replace(/\$(\d+)/g, (_, n: string) => literal(params[Number(n) - 1]))
    .replaceAll('"', '')
    .replace(/select (?:[^()]|\((?!select))*?,(?:[^()]|\([^()]*\))*? from/g, 'select … from')
    .replace(/(?<!distinct) (from|inner join|left join|where|order by|group by|limit|offset|for update)\b/g, '\n  $1')
    .replace(/in \((?:<[^>]*>(?:, )?)+\)/g, 'in (<ids>)')
    .replace(/ and (?=\()/g, '\n    and ')
    .replace(/ or (?=\()/g, '\n    or ')};`
}
