import type { AnswerConflict } from '#app/domain/reviews/answer-conflict.ts'
import type { HarmChoices } from '#app/domain/reviews/index.ts'
import type { Answer, Question } from '#app/rubric/index.ts'
import { Moment } from '#app/ui/kit/moment.tsx'
import { AnswerView } from '../answer-view.tsx'
import { Settle } from './settle.tsx'

type AnswerConflictPanelProps = {
  question: Question
  standing: AnswerConflict
  mine: Answer | undefined
  choices: HarmChoices
  timeZone: string
  awake: boolean
  onSettle: (choice: 'mine' | 'theirs', theirs: Answer | null) => void
}

/** Another reviewer was faster: both answers stand here until one is chosen. */
export function AnswerConflictPanel(props: AnswerConflictPanelProps) {
  const { question, standing, mine, choices, timeZone, awake, onSettle } = props
  const { by, at, theirs } = standing
  return (
    <div role="alert" className="my-2 border-2 border-bad bg-sheet p-3 text-sm">
      <p className="font-semibold">
        {by} changed this answer on <Moment at={at} zone={timeZone} /> while you were writing.
      </p>
      <p>Nothing was overwritten. Choose which one stays.</p>
      <div className="mt-2 grid gap-4 sm:grid-cols-2">
        {[
          { title: `What ${by} saved`, answer: theirs ?? undefined },
          { title: 'What you wrote', answer: mine },
        ].map((one) => (
          <div key={one.title} className="border-l-2 border-rule-strong pl-3">
            <p className="text-xs text-ink-soft">{one.title}</p>
            <AnswerView question={question} answer={one.answer} harms={choices} />
          </div>
        ))}
      </div>
      <Settle awake={awake} onSettle={(choice) => onSettle(choice, theirs)} />
    </div>
  )
}
