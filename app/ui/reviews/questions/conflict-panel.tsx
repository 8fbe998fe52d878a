import type { AnswerConflict } from '#app/domain/reviews/answer-conflict.ts'
import type { AnswerInput } from '#app/domain/reviews/schemas.ts'
import type { Answer } from '#app/rubric/answers.ts'
import type { PublicQuestion } from '#app/rubric/public.ts'
import { Button } from '../../kit/button.tsx'
import { Moment } from '../../kit/moment.tsx'
import { AnswerView } from '../answer-view.tsx'
import type { Trouble } from '../autosave/autosave.ts'
import { useDesk } from './desk.ts'

type ConflictPanelProps = {
  question: PublicQuestion
  trouble: Extract<Trouble, { is: 'conflict' }> | undefined
  /** The same, found by a form that was sent without JavaScript. */
  sent: AnswerConflict | undefined
}

/** Two people wrote one answer. Both texts stand here until somebody has chosen; nothing was overwritten. */
export function ConflictPanel({ question, trouble, sent }: ConflictPanelProps) {
  const { autosave, keyOf, timeZone } = useDesk()
  const key = keyOf(question.id)
  const theirs = trouble?.standing ?? (sent && { answer: sent.theirs ?? { state: 'blank' as const }, ...sent })
  if (!theirs) return null
  return (
    <div role="alert" className="mb-4 max-w-measure border-2 border-bad bg-sheet p-4 text-sm">
      <p className="font-semibold">
        {theirs.by} changed this answer on <Moment at={theirs.at} zone={timeZone} /> while you were writing.
      </p>
      <p className="mt-1">Nothing was overwritten. Choose which one stays.</p>
      <div className="mt-3 grid gap-4 sm:grid-cols-2">
        <Version title={`What ${theirs.by} saved`} question={question} answer={theirs.answer} />
        {trouble && <Version title="What you wrote" question={question} answer={trouble.mine} />}
      </div>
      {trouble ? (
        <div className="mt-4 flex flex-wrap gap-2">
          <Button type="button" onClick={() => autosave.settle(key, 'mine')}>
            Keep mine
          </Button>
          <Button type="button" tone="quiet" onClick={() => autosave.settle(key, 'theirs')}>
            Take theirs
          </Button>
          <p className="basis-full text-ink-soft">Or edit your answer below first, to bring both together.</p>
        </div>
      ) : (
        <p className="mt-3">
          Below stands what you wrote. Save the page again to keep it, or change it first to bring both together.
        </p>
      )}
    </div>
  )
}

function Version({ title, question, answer }: { title: string; question: PublicQuestion; answer: AnswerInput }) {
  return (
    <div className="border-l-2 border-rule-strong pl-3">
      <p className="text-xs text-ink-soft">{title}</p>
      <AnswerView question={question} answer={answer.state === 'blank' ? undefined : (answer as Answer)} />
    </div>
  )
}
