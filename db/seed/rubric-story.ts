import { readFile } from 'node:fs/promises'
import { backtestStored } from '#app/domain/reviews/index.server.ts'
import {
  compiledFromCanonical,
  finishBacktest,
  openConsultation,
  proposeDraft,
  publishDraft,
  readProposableFile,
  remarkOnDraft,
  startBacktest,
} from '#app/domain/rubric-versions/index.server.ts'
import { expectOk, type Stage } from './stage.ts'

/** How the launch review got its add-ons, and what is proposed next. */
export async function tellOfRubrics(stage: Stage): Promise<void> {
  await publishLaunchReview(stage)
  await proposeTriage(stage)
}

/** The launch review 2.0.0 is in force since yesterday: what is open was begun with 1.0.0, and can move. */
async function publishLaunchReview(stage: Stage): Promise<void> {
  const source = await readProposableFile('launch-full/drafts/2.0.0.yaml')
  if (!source) return
  stage.when(-6, 9)
  const { draftId } = expectOk(
    await proposeDraft(stage.as('ines'), {
      source,
      reason:
        'Open Stage and Nearby Streams showed that a launch with live video, AI or young people needs questions the review does not ask. ' +
        'This version draws in the add-ons where the triage says so, and asks for evidence where an answer claims something.',
    }),
  )
  expectOk(await openConsultation(stage.as('ines'), { draftId, revision: 1 }))
  stage.when(-4, 14)
  const daniel = stage.as('daniel')
  const text =
    'Good that it asks for a link. Please keep it possible to submit while a test is still running; people will paste anything otherwise.'
  expectOk(await remarkOnDraft(daniel, { draftId, remarkId: daniel.newId(), about: 'reporting', text }))
  stage.when(-2, 10)
  const rafael = stage.as('rafael')
  const { runId, key, sha256, canonical } = expectOk(await startBacktest(rafael, { draftId, revision: 2 }))
  const { rows, summary } = await backtestStored(rafael, compiledFromCanonical(canonical), key)
  const found = rows.map(({ reviewId, flips, before, after, added }) => ({
    ...{ reviewId, before, after, added },
    flips: flips.map(({ what }) => what),
  }))
  expectOk(await finishBacktest(rafael, { runId, draftId, sha256, summary, rows: found }))
  stage.when(-1, 10)
  const reason =
    'Where a decision would have been stricter, nobody had been asked about young people, AI or live video. That is what this version is for.'
  expectOk(await publishDraft(stage.as('aoife'), { draftId, revision: 3, reason }))
}

/** Rafael wants a smaller reach to count. The back-test waits for whoever looks at the demo. */
async function proposeTriage(stage: Stage): Promise<void> {
  const source = (await readFile('rubrics/launch-triage/1.0.0.yaml', 'utf8'))
    .replace('version: 1.0.0', 'version: 2.0.0')
    .replace('reach: { gt: 25 }', 'reach: { gt: 10 }')
  stage.when(-1, 13)
  const { draftId } = expectOk(
    await proposeDraft(stage.as('rafael'), {
      source,
      reason:
        'What reaches a tenth of all viewers gets the reduced review today. That is enough people to look more closely.',
    }),
  )
  expectOk(await openConsultation(stage.as('rafael'), { draftId, revision: 1 }))
  stage.when(-1, 16)
  const ines = stage.as('ines')
  const text = 'A tenth is half of Manila. I am for it, if the back-test shows that the queue can bear it.'
  expectOk(await remarkOnDraft(ines, { draftId, remarkId: ines.newId(), about: 'reach', text }))
}
