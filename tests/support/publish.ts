import { eq } from 'drizzle-orm'
import {
  finishBacktest,
  openConsultation,
  proposeDraft,
  publishDraft,
  startBacktest,
} from '#app/domain/rubric-versions/index.server.ts'
import { rubricDrafts } from '#db/schema/rubrics.ts'
import { expectOk } from '#db/seed/stage.ts'
import type { World } from './build.ts'

export type DraftFile = { source: string; reason?: string }

/** Ines proposes the text of a rubric file. @returns the draft's id */
export async function propose(world: World, { source, reason = 'It was not clear.' }: DraftFile): Promise<string> {
  return expectOk(await proposeDraft(world.as('ines'), { source, reason })).draftId
}

/** The draft's revision now. */
export async function revisionOf(world: World, draftId: string): Promise<number> {
  const [row] = await world
    .as('grace')
    .db.select({ revision: rubricDrafts.revision })
    .from(rubricDrafts)
    .where(eq(rubricDrafts.id, draftId))
  return row?.revision ?? 0
}

/** A back-test with these findings, as if it had been run. */
export async function testDraft(
  world: World,
  draftId: string,
  rows: readonly { reviewId: string; flips: string[] }[] = [],
) {
  const started = expectOk(
    await startBacktest(world.as('ines'), { draftId, revision: await revisionOf(world, draftId) }),
  )
  const { runId, sha256 } = started
  const found = rows.map((row) => ({ ...row, before: {}, after: {}, added: 0 }))
  return finishBacktest(world.as('ines'), { runId, draftId, sha256, summary: {}, rows: found })
}

/** The whole way from a file to a version in force: Ines proposes, it is discussed and tested, Aoife publishes. @returns its id */
export async function publish(world: World, file: DraftFile): Promise<string> {
  const draftId = await propose(world, file)
  expectOk(await openConsultation(world.as('ines'), { draftId, revision: await revisionOf(world, draftId) }))
  expectOk(await testDraft(world, draftId))
  const revision = await revisionOf(world, draftId)
  return expectOk(await publishDraft(world.as('aoife'), { draftId, revision, reason: 'Discussed and tested.' }))
    .versionId
}
