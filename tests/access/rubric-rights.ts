import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { eq, inArray, sql } from 'drizzle-orm'
import type { Ctx } from '#app/domain/ctx.server.ts'
import type { Role } from '#app/domain/people/index.ts'
import { DRAFT_STATES, type DraftState } from '#app/domain/rubric-versions/draft.ts'
import { draftColumns } from '#app/domain/rubric-versions/drafts.server.ts'
import {
  changeDraft,
  openConsultation,
  proposeDraft,
  publishDraft,
  remarkOnDraft,
  retireVersion,
  startBacktest,
  withdrawDraft,
} from '#app/domain/rubric-versions/index.server.ts'
import { DRAFT_ACTIONS, RUBRIC_ACTIONS } from '#app/domain/rubric-versions/policy.ts'
import { can } from '#app/platform/access/ability.ts'
import { accessible } from '#app/platform/access/to-sql.server.ts'
import type { Database } from '#app/platform/database.server.ts'
import { rubricDrafts, rubricVersions } from '#db/schema/rubrics.ts'
import { expectOk } from '#db/seed/stage.ts'
import type { World } from '#tests/support/build.ts'
import { propose, revisionOf, testDraft } from '#tests/support/publish.ts'
import { letThrough } from './commands.ts'

type DraftAction = (typeof DRAFT_ACTIONS)[number]
const reason = 'For this test only.'
const TRIAGE = readFileSync('rubrics/launch-triage/1.0.0.yaml', 'utf8')
const triage = (version: string) =>
  TRIAGE.replace('version: 1.0.0', `version: ${version}`).replace(/^title: .*$/m, `title: Launch triage ${version}`)

/** A draft in every state, brought there by the commands, all proposed by Ines. The published one comes first. */
export async function draftsOfEachState(world: World): Promise<Map<DraftState, string>> {
  const drafts = new Map<DraftState, string>()
  for (const [i, state] of (['published', 'draft', 'in_consultation', 'back_tested', 'withdrawn'] as const).entries()) {
    const draftId = await propose(world, { source: triage(`1.0.${i + 1}`) })
    drafts.set(state, draftId)
    const now = async () => ({ draftId, revision: await revisionOf(world, draftId) })
    if (state === 'withdrawn') expectOk(await withdrawDraft(world.as('ines'), { ...(await now()), reason }))
    if (state === 'draft' || state === 'withdrawn') continue
    expectOk(await openConsultation(world.as('ines'), await now()))
    if (state === 'in_consultation') continue
    expectOk(await testDraft(world, draftId))
    if (state === 'published') expectOk(await publishDraft(world.as('aoife'), { ...(await now()), reason }))
  }
  return drafts
}

/** Every command on a proposed version, by the permission it asks for. */
const COMMANDS: Readonly<Partial<Record<DraftAction, (ctx: Ctx, draftId: string) => Promise<unknown>>>> = {
  change: (ctx, draftId) => changeDraft(ctx, { draftId, revision: 99, source: 'x', reason }),
  consult: (ctx, draftId) => openConsultation(ctx, { draftId, revision: 99 }),
  remark: (ctx, draftId) => remarkOnDraft(ctx, { draftId, remarkId: randomUUID(), about: 'no such', text: 'x' }),
  backtest: (ctx, draftId) => startBacktest(ctx, { draftId, revision: 99 }),
  publish: (ctx, draftId) => publishDraft(ctx, { draftId, revision: 99, reason }),
  withdraw: (ctx, draftId) => withdrawDraft(ctx, { draftId, revision: 99, reason }),
}

const HEADS: Readonly<Record<DraftState, string>> = {
  ...{ draft: 'draft', in_consultation: 'consu', back_tested: 'teste', published: 'publi', withdrawn: 'withd' },
}
export const RUBRIC_HEAD = `    ${' '.repeat(20)}${DRAFT_STATES.map((state) => HEADS[state]).join(' ')}`

/** What these roles may do with proposed and published versions; whatever code, database and commands disagree on goes into `wrong`. */
export async function rubricSection(
  db: Database,
  world: World,
  drafts: ReadonlyMap<DraftState, string>,
  roles: readonly Role[],
  wrong: string[],
): Promise<string[]> {
  const tables = new Map<string, string[]>()
  for (const [whose, person] of [
    ['of somebody else', 'rafael'],
    ['their own', 'ines'],
  ] as const) {
    const ctx = world.asking(person, undefined, { roles: [...roles] })
    const lines: string[] = []
    for (const action of DRAFT_ACTIONS) {
      const allowed = await draftRow(db, ctx, drafts, action, `${roles.join(' + ')}, ${whose}`, wrong)
      if (allowed.some(Boolean))
        lines.push(`    ${action.padEnd(20)}${allowed.map((yes) => (yes ? 'yes  ' : '·    ')).join(' ')}`.trimEnd())
    }
    const table = lines.length > 0 ? lines.join('\n') : '    nothing'
    tables.set(table, [...(tables.get(table) ?? []), whose])
  }
  return [
    ...[...tables].flatMap(([table, whose]) => [`  a proposed version ${whose.join(' or ')}`, table]),
    await publishedLine(db, world, roles, wrong),
  ]
}

async function draftRow(
  db: Database,
  ctx: Ctx,
  drafts: ReadonlyMap<DraftState, string>,
  action: DraftAction,
  who: string,
  wrong: string[],
): Promise<boolean[]> {
  const found = await db
    .select({ id: rubricDrafts.id })
    .from(rubricDrafts)
    .where(
      sql`${inArray(rubricDrafts.id, [...drafts.values()])} and ${accessible(ctx.ability, action, 'RubricDraft', draftColumns)}`,
    )
  const inSql = new Set(found.map(({ id }) => id))
  const allowed: boolean[] = []
  for (const state of DRAFT_STATES) {
    const id = drafts.get(state) ?? ''
    const [row] = await db.select().from(rubricDrafts).where(eq(rubricDrafts.id, id))
    const coded = row !== undefined && can(ctx.ability, action, 'RubricDraft', row)
    if (coded !== inSql.has(id)) wrong.push(`${who} · ${action} · ${state}: code ${coded}, database ${!coded}`)
    const command = COMMANDS[action]
    if (command && (await letThrough(db, ctx, command, id)) !== coded)
      wrong.push(`${who} · ${action} · ${state}: code ${coded}, command ${!coded}`)
    allowed.push(coded)
  }
  return allowed
}

async function publishedLine(db: Database, world: World, roles: readonly Role[], wrong: string[]): Promise<string> {
  const ctx = world.asking('rafael', undefined, { roles: [...roles] })
  const [version] = await db.select().from(rubricVersions).where(eq(rubricVersions.key, 'launch-full'))
  const id = version?.id ?? ''
  const may = RUBRIC_ACTIONS.map(
    (action) => [action, can(ctx.ability, action, 'Rubric', { key: 'launch-full' })] as const,
  )
  const retire = (one: Ctx) => retireVersion(one, { versionId: id, retiredOn: '2030-01-01', reason })
  if ((await letThrough(db, ctx, retire, '')) !== can(ctx.ability, 'retire', 'Rubric', { key: 'launch-full' }))
    wrong.push(`${roles.join(' + ')} · retire: code and command differ`)
  const proposes = (one: Ctx) => proposeDraft(one, { source: 'x', reason })
  const mayPropose = can(ctx.ability, 'propose', 'RubricDraft', { id, proposedBy: 'x', state: 'draft' })
  if ((await letThrough(db, ctx, proposes, '')) !== mayPropose)
    wrong.push(`${roles.join(' + ')} · propose: code and command differ`)
  return `  a published version: ${may.map(([action, yes]) => `${action} ${yes ? 'yes' : '·'}`).join('  ')}`
}
