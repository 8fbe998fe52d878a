import {
  openConsultation,
  proposeDraft,
  readProposableFile,
  remarkOnDraft,
} from '#app/domain/rubric-versions/index.server.ts'
import { expectOk, type Stage } from './stage.ts'

/** The next launch review, with its add-ons: Ines proposes it, and it is in consultation. The back-test waits for whoever looks at the demo. */
export async function tellOfRubrics(stage: Stage): Promise<void> {
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
  const about = 'reporting'
  const text =
    'Good that it asks for a link. Please keep it possible to submit while a test is still running; people will paste anything otherwise.'
  const daniel = stage.as('daniel')
  expectOk(await remarkOnDraft(daniel, { draftId, remarkId: daniel.newId(), about, text }))
}
