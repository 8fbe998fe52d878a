import type { Answers } from '#app/rubric/answers.ts'
import type { Evaluation } from '#app/rubric/evaluate.ts'
import type { PublicSection } from '#app/rubric/public.ts'
import { GIVEN_SECTION } from './try-desk.ts'

type TrySectionsProps = {
  sections: readonly PublicSection[]
  current: string | undefined
  /** Sections that these answers leave out. */
  hidden: number
  evaluation: Evaluation
  all: Answers
  onOpen: (id: string) => void
}

/** The sections that are asked with these answers, each with what is still missing in it. */
export function TrySections({ sections, current, hidden, evaluation, all, onOpen }: TrySectionsProps) {
  const { visible, missing } = evaluation.facts
  const openIn = ({ questions }: PublicSection) => questions.filter(({ id }) => missing.includes(id)).length
  const shownIn = ({ id, questions }: PublicSection) =>
    id === GIVEN_SECTION
      ? `${questions.filter((one) => all[one.id]).length} of ${questions.length} set`
      : `${visible.filter(({ section }) => section.id === id).length} shown`
  return (
    <nav
      aria-label="Sections"
      className="min-w-0 lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:self-start lg:overflow-y-auto"
    >
      <ul className="border-t border-rule text-sm max-lg:max-h-64 max-lg:overflow-y-auto">
        {sections.map((section) => {
          const open = openIn(section)
          return (
            <li key={section.id} className="border-b border-rule">
              <button
                type="button"
                onClick={() => onOpen(section.id)}
                aria-current={section.id === current ? 'true' : undefined}
                className="w-full px-2 py-1.5 text-left hover:bg-sunk aria-[current]:border-l-4 aria-[current]:border-accent aria-[current]:bg-accent-wash"
              >
                {section.title}
                <span className="block text-xs text-ink-soft tabular-nums">
                  {shownIn(section)}
                  {open > 0 && `, ${open} missing`}
                </span>
              </button>
            </li>
          )
        })}
      </ul>
      {hidden > 0 && (
        <p className="mt-2 text-xs text-ink-soft">
          {hidden} more {hidden === 1 ? 'section is' : 'sections are'} not asked with these answers.
        </p>
      )}
    </nav>
  )
}
