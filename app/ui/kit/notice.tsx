import type { ReactNode } from 'react'

export type NoticeTone = 'info' | 'good' | 'warning' | 'bad'

const TONES: Record<NoticeTone, { box: string; mark: string; word: string }> = {
  info: { box: 'border-accent bg-accent-wash', mark: 'text-accent', word: 'Note' },
  good: { box: 'border-good bg-good-wash', mark: 'text-good', word: 'Done' },
  warning: { box: 'border-warn bg-warn-wash', mark: 'text-warn', word: 'Attention' },
  bad: { box: 'border-bad bg-bad-wash', mark: 'text-bad', word: 'Problem' },
}

/** A message about the page: what happened, what was kept, what to do. `bad` interrupts a screen reader, the others wait. */
export function Notice({ tone = 'info', title, children }: { tone?: NoticeTone; title: string; children?: ReactNode }) {
  const { box, mark, word } = TONES[tone]
  return (
    <div role={tone === 'bad' ? 'alert' : 'status'} className={`mb-6 max-w-measure border-l-4 px-4 py-3 ${box}`}>
      <p className="font-semibold">
        <span className={mark}>{word}: </span>
        {title}
      </p>
      {children && <div className="mt-1 text-sm">{children}</div>}
    </div>
  )
}
