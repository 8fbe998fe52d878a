import { useFetcher } from '@remix-run/react'
import { useCallback } from 'react'
import type { SectionView, TasksView } from '#app/domain/reviews/questionnaire.ts'
import type { SavedForm } from '#app/domain/reviews/save-form.ts'
import { TextLink } from '../../kit/text-link.tsx'
import { AnsweredBefore } from './answered-before.tsx'
import { QuestionForm } from './question-form.tsx'
import { SectionRail } from './section-rail.tsx'

type SectionPageProps = {
  view: SectionView
  sent: SavedForm | undefined
  /** More empty rows, asked for without JavaScript. */
  rows: Readonly<Record<string, number>>
}

/** One section of the questionnaire: the way through at the left, the questions in one column. */
export function SectionPage({ view, sent, rows }: SectionPageProps) {
  const base = `/reviews/${view.reviewId}`
  const [section] = view.part.sections
  const tasks = useFreshTasks(view, base)
  const waiting = new Set(tasks.fresh.tasks.flatMap(({ toConfirm }) => toConfirm))
  const reconfirm = Object.fromEntries(Object.entries(view.reconfirm).filter(([id]) => waiting.has(id)))
  const next = view.next ? `${base}/questions/${view.next.id}` : `${base}/check`
  if (!section) return null
  return (
    <div className="grid gap-x-12 lg:grid-cols-[15rem_minmax(0,1fr)]">
      <SectionRail base={base} tasks={tasks.fresh.tasks} current={section.id} canCheck={view.maySubmit} />
      <div className="w-full max-w-measure">
        <h2 className="text-lg">{section.title}</h2>
        {section.intro && <p className="mt-1 mb-2 text-ink-soft">{section.intro}</p>}
        <AnsweredBefore answers={view.part.shown?.[section.id] ?? []} base={base} harms={view.harms} />
        <QuestionForm
          input={{ ...view, reconfirm, prefix: '' }}
          closed={view.closed}
          reopening={tasks.fresh.reopening}
          sent={sent}
          rows={rows}
          next={next}
          button={view.mayAnswer ? (view.next ? 'Save and go on' : 'Save and check your answers') : 'Go on'}
          onSettled={tasks.refresh}
        >
          {view.previous && (
            <TextLink to={`${base}/questions/${view.previous.id}`}>Back to “{view.previous.title}”</TextLink>
          )}
        </QuestionForm>
      </div>
    </div>
  )
}

/** The list at the left and what was opened again follow the answers: they are asked for again once those are saved. */
function useFreshTasks(view: SectionView, base: string) {
  const { load, data } = useFetcher<TasksView>({ key: `tasks ${view.reviewId}` })
  const refresh = useCallback(() => load(`${base}/questions?index`), [load, base])
  return { fresh: data ?? view, refresh }
}
