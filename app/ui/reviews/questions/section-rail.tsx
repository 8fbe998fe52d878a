import { Link } from '@remix-run/react'
import { SECTION_STATE_WORDS, type SectionTask, waitsForAnswer } from '#app/domain/reviews/section-state.ts'
import { sinceState } from './since-tag.tsx'
import { StateMark } from './state-mark.tsx'

type SectionRailProps = { base: string; tasks: readonly SectionTask[]; current: string; canCheck: boolean }

/** The way through the questionnaire: at the left of a wide page, behind one press on a narrow one. */
export function SectionRail(props: SectionRailProps) {
  const done = props.tasks.filter(({ state }) => state === 'complete').length
  const words = `${done} of ${props.tasks.length} sections complete`
  return (
    <>
      <nav
        aria-label="Sections"
        className="sticky top-4 hidden max-h-[calc(100dvh-2rem)] self-start overflow-y-auto text-sm lg:block"
      >
        <p className="mb-2 text-xs text-ink-soft tabular-nums">{words}</p>
        <Sections {...props} />
      </nav>
      <details className="mb-4 border border-rule bg-sheet lg:hidden">
        <summary className="flex min-h-11 items-center justify-between px-3 text-sm font-semibold">
          All sections <span className="font-normal text-ink-soft tabular-nums">{words}</span>
        </summary>
        <nav aria-label="Sections" className="px-1 pb-2 text-sm">
          <Sections {...props} />
        </nav>
      </details>
    </>
  )
}

function Sections({ base, tasks, current, canCheck }: SectionRailProps) {
  return (
    <ol>
      {tasks.map((task) => (
        <li key={task.id}>
          <Link
            to={`${base}/questions/${task.id}`}
            aria-current={task.id === current ? 'page' : undefined}
            className="grid min-h-9 grid-cols-[auto_1fr_auto] items-center gap-2 rounded-sm px-2 py-1 no-underline hover:bg-sunk aria-[current=page]:bg-accent-wash aria-[current=page]:font-semibold"
          >
            <StateMark state={task.state} />
            <span>
              {task.title}
              <span className="sr-only">: {SECTION_STATE_WORDS[task.state]}</span>
              {task.reopened.length > 0 && (
                <span className="block text-xs font-normal text-accent">{sinceState(!waitsForAnswer(task)).word}</span>
              )}
            </span>
            <span className="text-xs font-normal text-ink-soft tabular-nums">
              {task.given}/{task.asked}
            </span>
          </Link>
        </li>
      ))}
      {canCheck && (
        <li className="mt-2 border-t border-rule pt-2">
          <Link to={`${base}/check`} className="flex min-h-9 items-center px-2 text-accent underline">
            Check your answers
          </Link>
        </li>
      )}
    </ol>
  )
}
