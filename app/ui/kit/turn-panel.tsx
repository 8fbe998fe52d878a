import type { ReactNode } from 'react'

type TurnPanelProps = {
  /** Whose turn it is: the reader's, somebody else's, or nobody's any more. */
  turn: 'you' | 'others' | 'nobody'
  sentence: string
  /** What it means, and by when. */
  children?: ReactNode
  /** The way to the next act. */
  act?: ReactNode
}

const HEADS = { you: 'Your turn', others: 'What happens now', nobody: 'Where it stands' }

/** The one thing to see on a record: whose turn it is, and the way to it. */
export function TurnPanel({ turn, sentence, children, act }: TurnPanelProps) {
  return (
    <section
      aria-labelledby="next-step"
      className={`mb-8 border px-5 py-4 ${turn === 'you' ? 'border-accent bg-accent-wash' : 'border-rule-strong bg-sheet'}`}
    >
      <h2 id="next-step" className="text-sm font-semibold text-ink-soft">
        {HEADS[turn]}
      </h2>
      <p className="mt-1 max-w-measure text-lg">{sentence}</p>
      {children}
      {act && (
        <div className="mt-4" data-screen-only="">
          {act}
        </div>
      )}
    </section>
  )
}
