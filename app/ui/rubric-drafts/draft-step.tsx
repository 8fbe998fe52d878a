import type { DraftView } from '#app/domain/rubric-versions/index.ts'
import { ButtonLink } from '#app/ui/kit/button.tsx'
import { TurnPanel } from '#app/ui/kit/turn-panel.tsx'
import { stepOf } from './draft-words.ts'

/** The one thing to see on a draft: whose turn it is, and the way to it. */
export function DraftStep({ draft }: { draft: DraftView }) {
  const { turn, sentence, detail, act } = stepOf(draft)
  return (
    <TurnPanel
      turn={turn}
      sentence={sentence}
      act={act && <ButtonLink to={`/rubrics/drafts/${draft.id}/${act.path}`}>{act.label}</ButtonLink>}
    >
      {detail && <p className="mt-1 max-w-measure">{detail}</p>}
    </TurnPanel>
  )
}
