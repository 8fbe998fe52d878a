import type { TasksView } from '#app/domain/reviews/questionnaire.ts'
import { progressOf, SECTION_STATE_WORDS, type SectionTask, waitsForAnswer } from '#app/domain/reviews/section-state.ts'
import { ButtonLink } from '../../kit/button.tsx'
import { EmptyState } from '../../kit/empty-state.tsx'
import { Moment } from '../../kit/moment.tsx'
import { Notice } from '../../kit/notice.tsx'
import { Progress } from '../../kit/progress.tsx'
import { TaskList } from '../../kit/task-list.tsx'
import { TextLink } from '../../kit/text-link.tsx'
import { NewerBanner } from '../versions/newer-banner.tsx'
import { sinceState } from './since-tag.tsx'

/** The questionnaire at a glance: what is done, what is open, and who does it. */
export function TasksPage({ view }: { view: TasksView }) {
  const { tasks, reopening, mayAnswer, person } = view
  const base = `/reviews/${view.reviewId}`
  if (tasks.length === 0) return <NothingAsked view={view} />
  const progress = progressOf(tasks)
  const next = tasks.find(waitsForAnswer) ?? tasks.find(({ state }) => state !== 'complete')
  return (
    <>
      <NewerBanner {...view} />
      {reopening && (
        <Notice tone="warning" title={`${reopening.by} asked for changes`}>
          <p className="whitespace-pre-line">{reopening.note}</p>
          <p className="mt-2 text-ink-soft">
            <Moment at={reopening.at} zone={person.timeZone} /> · {sayReopened(tasks)} Everything else stays as it was
            submitted.
          </p>
        </Notice>
      )}
      <div className="mb-6 flex max-w-3xl flex-wrap items-end justify-between gap-x-8 gap-y-4">
        <div>
          <h2 className="text-lg">{view.tier === 'T1' ? 'Self-serve checklist' : 'Questions'}</h2>
          <p className="mt-1 max-w-measure text-ink-soft">{leadOf(view)}</p>
        </div>
        <Progress done={progress.given} total={progress.asked} label="questions answered" />
      </div>
      <div className="max-w-3xl">
        <TaskList label="Sections" tasks={tasks.map((task) => rowOf(task, base))} />
        {mayAnswer && (
          <div className="mt-6 flex flex-wrap items-center gap-4">
            {next ? (
              <ButtonLink to={`${base}/questions/${next.id}`}>
                {progress.given === 0 ? `Start with “${next.title}”` : `Go on with “${next.title}”`}
              </ButtonLink>
            ) : (
              <ButtonLink to={`${base}/check`}>Check your answers</ButtonLink>
            )}
            {next && view.maySubmit && <TextLink to={`${base}/check`}>Check your answers</TextLink>}
          </div>
        )}
      </div>
    </>
  )
}

function NothingAsked({ view: { state, reviewId, mayAnswer } }: { view: TasksView }) {
  if (state === 'draft')
    return (
      <EmptyState
        title="The triage comes first"
        action={mayAnswer && <ButtonLink to={`/reviews/${reviewId}/triage`}>Answer the triage</ButtonLink>}
      >
        Eleven questions, about three minutes. They decide which questions are asked here.
      </EmptyState>
    )
  return <EmptyState title="Nothing to answer">This launch needs no review, so no questions are asked.</EmptyState>
}

function leadOf({ mayAnswer, team, state, submitter }: TasksView): string {
  if (mayAnswer && state === 'changes_requested')
    return `You and your colleagues in ${team} answer what was opened again, then submit the next round.`
  if (mayAnswer)
    return `You and your colleagues in ${team} answer these, in any order. Every answer is saved as you give it.`
  if (state === 'triaged' || state === 'changes_requested')
    return `${team} answers these; ${submitter} brought the launch. You can read them.`
  return 'Submitted. You can read every answer here.'
}

function rowOf(task: SectionTask, base: string) {
  const { id, title, state, given, asked, unknown, reopened, answeredSince, toConfirm } = task
  return {
    key: id,
    title,
    to: `${base}/questions/${id}`,
    hint: [
      asked > 0 ? `${given} of ${asked} answered` : 'Nothing that must be answered',
      unknown > 0 ? `${unknown} not known` : '',
      toConfirm.length > 0 ? `${toConfirm.length} to reconfirm` : '',
      reopened.length > 0 ? `${reopened.length} opened again` : '',
      reopened.length > 1 && answeredSince.length > 0 ? `${answeredSince.length} of them answered since` : '',
    ]
      .filter(Boolean)
      .join(' · '),
    state:
      reopened.length > 0
        ? sinceState(!waitsForAnswer(task))
        : { word: SECTION_STATE_WORDS[state], tone: TONES[state] },
  }
}

const TONES = { not_started: 'plain', looked_at: 'warning', in_progress: 'accent', complete: undefined } as const

function sayReopened(tasks: readonly SectionTask[]): string {
  const count = tasks.reduce((sum, { reopened }) => sum + reopened.length, 0)
  const answered = tasks.reduce((sum, { answeredSince }) => sum + answeredSince.length, 0)
  const open = `${count === 1 ? '1 question is' : `${count} questions are`} open again`
  return answered === 0
    ? `${open}.`
    : `${open}; ${answered === count ? 'answered since' : `${answered} answered since`}.`
}
