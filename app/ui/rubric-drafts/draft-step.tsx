import type { DraftView } from '#app/domain/rubric-versions/index.ts'
import { ButtonLink } from '#app/ui/kit/button.tsx'
import { stepOf } from './draft-words.ts'

const HEADS = { you: 'Your turn', others: 'What happens now', nobody: 'Where it stands' }

/** The one thing to see on a draft: whose turn it is, and the way to it. */
export function DraftStep({ draft }: { draft: DraftView }) {
  const { turn, sentence, detail, act } = stepOf(draft)
  return (
    <section
      aria-labelledby="next-step"
      className={`mb-8 border px-5 py-4 ${turn === 'you' ? 'border-accent bg-accent-wash' : 'border-rule-strong bg-sheet'}`}
    >
      <h2 id="next-step" className="text-sm font-semibold text-ink-soft">
        {HEADS[turn]}
      </h2>
      <p className="mt-1 max-w-measure text-lg">{sentence}</p>
      {detail && <p className="mt-1 max-w-measure">{detail}</p>}
      {act && (
        <div className="mt-4" data-screen-only="">
          <ButtonLink to={`/rubrics/drafts/${draft.id}/${act.path}`}>{act.label}</ButtonLink>
        </div>
      )}
    </section>
  )
}
