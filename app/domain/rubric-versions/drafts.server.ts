import { and, asc, desc, eq } from 'drizzle-orm'
import { can } from '#app/platform/access/ability.ts'
import { accessible, type ColumnMap } from '#app/platform/access/to-sql.server.ts'
import { isId } from '#app/platform/ids.ts'
import type { Rubric } from '#app/rubric/index.ts'
import { auditEvents } from '#db/schema/audit.ts'
import { people } from '#db/schema/people.ts'
import {
  rubricBacktestRuns,
  rubricBacktests,
  rubricDrafts,
  rubricPublications,
  rubricRemarks,
  rubricVersions,
} from '#db/schema/rubrics.ts'
import { type Reading, readOnce } from '../ctx.server.ts'
import { events } from '../events.ts'
import { namesInLog } from '../people/index.server.ts'
import { changesFor } from './browse-changes.ts'
import { SILENT_MS } from './draft.ts'
import type { BacktestView, DraftEntry, DraftView, RemarkView, RunView } from './draft-views.ts'
import { compiledFromCanonical } from './library.server.ts'
import { DRAFT_ACTIONS, type DraftRow } from './policy.ts'
import { storedVersion } from './queries.server.ts'

/** Where the facts that the policy looks at are kept. */
export const draftColumns: ColumnMap<DraftRow> = {
  id: rubricDrafts.id,
  proposedBy: rubricDrafts.proposedBy,
  state: rubricDrafts.state,
}

/** A proposed version with all that was said and found, or undefined for one that this person may not know of. */
export async function findDraft(reading: Reading, draftId: string | undefined): Promise<DraftView | undefined> {
  if (!isId(draftId)) return undefined
  return readOnce(reading, `draft ${draftId}`, () => readDraft(reading, draftId))
}

/** The text of a draft, for whoever may see how answers are scored: it is large, and only its own page shows it. */
export async function findDraftFile(reading: Reading, draftId: string): Promise<string | undefined> {
  const [row] = await reading.db
    .select({ source: rubricDrafts.source })
    .from(rubricDrafts)
    .where(and(eq(rubricDrafts.id, draftId), accessible(reading.ability, 'read_scoring', 'RubricDraft', draftColumns)))
  return row?.source
}

async function readDraft(reading: Reading, draftId: string): Promise<DraftView | undefined> {
  const [row] = await reading.db
    .select({ draft: rubricDrafts, proposer: people.name })
    .from(rubricDrafts)
    .innerJoin(people, eq(people.id, rubricDrafts.proposedBy))
    .where(and(eq(rubricDrafts.id, draftId), accessible(reading.ability, 'read', 'RubricDraft', draftColumns)))
  if (!row) return undefined
  const { draft, proposer } = row
  const may = Object.fromEntries(
    DRAFT_ACTIONS.map((action) => [action, can(reading.ability, action, 'RubricDraft', draft)]),
  ) as DraftView['may']
  const compiled = compiledFromCanonical(draft.canonical)
  const { rubric } = compiled
  const base = draft.baseVersionId ? await storedVersion(reading.db, draft.baseVersionId) : undefined
  const parts = partsOf(rubric, may.read_scoring)
  // What only the reviewer is asked is not named to others, by a remark neither.
  const told: Told = (about) => (may.read_scoring || parts.some(({ id }) => id === about) ? about : '')
  return {
    ...{ id: draft.id, key: draft.key, version: draft.version, state: draft.state, reason: draft.reason },
    ...{ revision: draft.revision, sha256: draft.sha256, effectiveOn: draft.effectiveOn, proposer },
    proposedAt: draft.proposedAt.toISOString(),
    changedAt: draft.changedAt.toISOString(),
    title: rubric.title,
    summary: rubric.summary,
    base: base ? base.version : null,
    may,
    changes: base ? changesFor(base.compiled, compiled, may.read_scoring) : null,
    parts,
    remarks: await remarksOn(reading, draft, told),
    backtest: may.read_scoring ? await lastBacktest(reading, draft) : null,
    run: await lastRun(reading, draft.id),
    publication: await publicationOf(reading, draft.id),
    entries: await entriesOf(reading, draft.id, rubric.title, told),
  }
}

/** The sections and questions that this person is shown. */
const partsOf = ({ sections }: Rubric, all: boolean): DraftView['parts'] =>
  sections.flatMap(({ id, title, questions }) => {
    const asked = questions.filter(({ answered_by }) => all || answered_by === 'submitter')
    return asked.length > 0 ? [{ id, text: title }, ...asked.map((one) => ({ id: one.id, text: one.text }))] : []
  })

/** What a remark is about, or nothing where that is not for this person. */
type Told = (about: string) => string
type Draft = typeof rubricDrafts.$inferSelect

async function remarksOn({ db }: Reading, draft: Draft, told: Told): Promise<RemarkView[]> {
  const rows = await db
    .select({ remark: rubricRemarks, who: people.name })
    .from(rubricRemarks)
    .innerJoin(people, eq(people.id, rubricRemarks.saidBy))
    .where(eq(rubricRemarks.draftId, draft.id))
    .orderBy(asc(rubricRemarks.saidAt), asc(rubricRemarks.id))
  return rows.map(({ remark, who }) => ({
    ...{ id: remark.id, about: told(remark.about ?? '') || null, text: remark.text, who },
    at: remark.saidAt.toISOString(),
    ofThisText: remark.sha256 === draft.sha256,
  }))
}

async function lastBacktest({ db }: Reading, draft: Draft): Promise<BacktestView | null> {
  const [row] = await db
    .select({ backtest: rubricBacktests, who: people.name })
    .from(rubricBacktests)
    .innerJoin(people, eq(people.id, rubricBacktests.ranBy))
    .where(eq(rubricBacktests.draftId, draft.id))
    .orderBy(desc(rubricBacktests.ranAt))
    .limit(1)
  if (!row) return null
  const { id, reviews, flips, ranAt, sha256 } = row.backtest
  return { id, reviews, flips, who: row.who, at: ranAt.toISOString(), ofThisText: sha256 === draft.sha256 }
}

async function lastRun({ db, now }: Reading, draftId: string): Promise<RunView | null> {
  const [run] = await db
    .select()
    .from(rubricBacktestRuns)
    .where(eq(rubricBacktestRuns.draftId, draftId))
    .orderBy(desc(rubricBacktestRuns.startedAt))
    .limit(1)
  if (!run) return null
  const lost = run.endedAt === null && now.getTime() - run.heardAt.getTime() > SILENT_MS
  const state = run.failure ? 'failed' : run.endedAt ? 'ended' : lost ? 'lost' : 'running'
  return { id: run.id, state, done: run.done, total: run.total, failure: run.failure }
}

async function publicationOf({ db }: Reading, draftId: string): Promise<DraftView['publication']> {
  const [row] = await db
    .select({
      who: people.name,
      at: rubricPublications.publishedAt,
      reason: rubricPublications.reason,
      effectiveOn: rubricVersions.effectiveOn,
    })
    .from(rubricPublications)
    .innerJoin(people, eq(people.id, rubricPublications.publishedBy))
    .innerJoin(rubricVersions, eq(rubricVersions.id, rubricPublications.versionId))
    .where(eq(rubricPublications.draftId, draftId))
  return row ? { ...row, at: row.at.toISOString() } : null
}

async function entriesOf(reading: Reading, draftId: string, title: string, told: Told): Promise<DraftEntry[]> {
  const rows = await reading.db
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.stream, `rubric:${draftId}`))
    .orderBy(desc(auditEvents.seq))
    .limit(500)
  const names = await namesInLog(reading, rows)
  return rows.map((row) => {
    const definition = Object.hasOwn(events, row.type) ? events[row.type as keyof typeof events] : undefined
    const spoken = {
      actor: names.person(row.actorId),
      ...names,
      word: (kind: string, code: string) => (kind === 'rubric' ? title : code),
    }
    const body = JSON.parse(row.body) as { about?: string }
    const heard = body.about ? { ...body, about: told(body.about) } : body
    return {
      key: `${row.stream}#${row.seq}`,
      sentence: definition ? definition.describe(heard as never, spoken) : row.type,
      who: names.person(row.actorId),
      role: row.actorRole,
      at: row.at.toISOString(),
      why: row.reason,
    }
  })
}

/** True for whoever may propose a version; undefined otherwise, so that the page is not found for others. */
export const mayPropose = ({ ability, actor }: Reading): true | undefined =>
  can(ability, 'propose', 'RubricDraft', {
    id: '',
    proposedBy: actor.kind === 'person' ? actor.id : '',
    state: 'draft',
  }) || undefined
