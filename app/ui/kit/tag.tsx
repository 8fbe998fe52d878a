import type { ReactNode } from 'react'

export type TagTone = 'plain' | 'accent' | 'good' | 'warning' | 'bad' | 'strong'

const TONES: Record<TagTone, string> = {
  plain: 'border-rule-strong text-ink-soft',
  accent: 'border-accent bg-accent-wash text-accent',
  good: 'border-good bg-good-wash text-good',
  warning: 'border-warn bg-warn-wash text-warn',
  bad: 'border-bad bg-bad-wash text-bad',
  strong: 'border-ink bg-ink text-paper',
}

/** A state in one or two words. The words carry the meaning, the tone only helps the eye. */
export function Tag({ tone = 'plain', children }: { tone?: TagTone; children: ReactNode }) {
  return (
    <span
      data-keeps-colour=""
      className={`inline-block rounded-sm border px-1.5 text-xs leading-5 font-medium whitespace-nowrap ${TONES[tone]}`}
    >
      {children}
    </span>
  )
}
