import type { Level } from '#app/rubric/rubric.ts'
import { LEVEL_WORDS } from './level-words.ts'

/** The square grows heavier with the level: a wash up to medium, solid from high. So it reads without colour too. */
const SQUARES: Record<Level, string> = {
  N: 'border-level-n bg-level-n-wash text-level-n',
  L: 'border-level-l bg-level-l-wash text-level-l',
  M: 'border-level-m bg-level-m-wash text-level-m',
  H: 'border-level-h bg-level-h text-on-level-h',
  C: 'border-level-c bg-level-c text-on-level-c',
}

/** A level as letter and word; `letterOnly` hides the word from the eye, for dense tables with a legend. */
export function LevelBadge({ level, letterOnly = false }: { level: Level; letterOnly?: boolean }) {
  return (
    <span className="inline-flex items-center gap-1.5 text-sm whitespace-nowrap">
      <span
        data-keeps-colour=""
        aria-hidden="true"
        className={`inline-grid size-5 place-items-center rounded-sm border-2 text-xs leading-none font-bold ${SQUARES[level]}`}
      >
        {level}
      </span>
      <span className={letterOnly ? 'sr-only' : ''}>{LEVEL_WORDS[level]}</span>
    </span>
  )
}
