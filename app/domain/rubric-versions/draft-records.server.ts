import { eq, sql } from 'drizzle-orm'
import { authorize } from '#app/platform/access/authorize.ts'
import { isId } from '#app/platform/ids.ts'
import { fail, type Problem } from '#app/platform/result.ts'
import { rubricDrafts, rubricVersions } from '#db/schema/rubrics.ts'
import type { Tx } from '../ctx.server.ts'
import { DRAFT_TRANSITIONS, DRAFT_WORDS, type DraftState } from './draft.ts'
import type { DRAFT_ACTIONS } from './policy.ts'
import { newerVersion } from './version.ts'

export type DraftRecord = typeof rubricDrafts.$inferSelect

/** The draft, locked until the transaction ends, and judged: whoever may not know of it gets the same "not found" as for none. */
export async function lockDraft(tx: Tx, draftId: string, action: (typeof DRAFT_ACTIONS)[number]): Promise<DraftRecord> {
  const [draft] = isId(draftId)
    ? await tx.db.select().from(rubricDrafts).where(eq(rubricDrafts.id, draftId)).for('update')
    : []
  authorize(tx.ability, action, 'RubricDraft', draft)
  return draft
}

type Changes = Partial<typeof rubricDrafts.$inferInsert>

/** Saves the next revision of a locked draft. */
export async function saveDraft(tx: Tx, draft: DraftRecord, changes: Changes): Promise<DraftRecord> {
  if (changes.state && changes.state !== draft.state && !canGo(draft.state, changes.state))
    throw new Error(`a draft cannot go from ${draft.state} to ${changes.state}`)
  const next = { ...changes, revision: draft.revision + 1, changedAt: tx.now }
  await tx.db.update(rubricDrafts).set(next).where(eq(rubricDrafts.id, draft.id))
  return { ...draft, ...next }
}

const canGo = (from: DraftState, to: DraftState): boolean => DRAFT_TRANSITIONS[from].includes(to)

/** Somebody changed the draft since the page was opened. */
export const changedMeanwhile = ({ state }: DraftRecord): { ok: false; problem: Problem } =>
  fail({
    code: 'conflict',
    message: `The draft has changed since you opened this page (it is ${DRAFT_WORDS[state].toLowerCase()} now). Nothing was done; look at it again first.`,
  })

/** Publishing and retiring versions of one rubric wait for each other: published rows are frozen, so there is none to lock. */
export async function holdVersions({ db }: Tx, key: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtext('rubric versions'), hashtext(${key}))`)
}

/** The newest published version of a rubric, retired or not: what a draft comes after. */
export async function newestPublished(
  { db }: Pick<Tx, 'db'>,
  key: string,
): Promise<typeof rubricVersions.$inferSelect | undefined> {
  const rows = await db.select().from(rubricVersions).where(eq(rubricVersions.key, key))
  return rows.sort(newerVersion)[0]
}
