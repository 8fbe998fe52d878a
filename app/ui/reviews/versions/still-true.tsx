import type { Reconfirmation } from '#app/domain/reviews/move.ts'
import { Button } from '../../kit/button.tsx'
import { Moment } from '../../kit/moment.tsx'

type StillTrueProps = { confirm: Reconfirmation; value: string; zone: string; of: string }

/** Beside an answer that comes from an earlier version or launch: one press says that it still holds. It goes with the whole form. */
export function StillTrue({ confirm, value, zone, of }: StillTrueProps) {
  const { lastTrueAt, from, why } = confirm
  return (
    <div className="mb-3 border-l-4 border-warn bg-warn-wash px-4 py-3 text-sm">
      <p>
        Last true on <Moment at={lastTrueAt} zone={zone} dayOnly />
        {from && ` (${from})`}. <span className="font-semibold">Still true?</span>
      </p>
      <p className="mt-1 text-ink-soft">{why}</p>
      <p className="mt-2">
        <Button tone="quiet" name="confirm" value={value}>
          Yes, still true<span className="sr-only">: {of}</span>
        </Button>{' '}
        <span className="text-ink-soft">Or give another answer below.</span>
      </p>
    </div>
  )
}

/** An answer that no longer fits, beside its question, which is open again. */
export function NoLongerFits({ answer, reviewId }: { answer: string; reviewId: string }) {
  return (
    <div className="mb-3 border-l-4 border-rule-strong px-4 py-1 text-sm">
      <p>
        <span className="font-semibold">Answered under an earlier version:</span>{' '}
        <span className="whitespace-pre-line">{answer}</span>
      </p>
      <p className="text-ink-soft">
        It no longer fits the question, so it is asked again.{' '}
        <a className="text-accent underline" href={`/reviews/${reviewId}/version/answers`}>
          Answers from an earlier version
        </a>
      </p>
    </div>
  )
}
