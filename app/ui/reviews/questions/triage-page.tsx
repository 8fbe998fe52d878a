import type { TriageView } from '#app/domain/reviews/questionnaire.ts'
import type { SavedForm } from '#app/domain/reviews/save-form.ts'
import { Disclosure } from '../../kit/disclosure.tsx'
import { SummaryList } from '../../kit/summary-list.tsx'
import { AnswerView } from '../answer-view.tsx'
import { NewerBanner } from '../versions/newer-banner.tsx'
import { QuestionForm } from './question-form.tsx'
import { TriageResult } from './triage-result.tsx'

type TriagePageProps = {
  view: TriageView
  onceKey: string
  sent: SavedForm | undefined
  /** What a submission found missing, by stored key. */
  errors: Readonly<Record<string, string>> | undefined
  message: string | undefined
  /** Counts the answers of the server, so that the error summary takes focus again. */
  attempt: number
}

/** Eleven questions, then the tier they lead to. */
export function TriagePage({ view, onceKey, sent, errors, message, attempt }: TriagePageProps) {
  if (view.state === 'draft' && view.mayAnswer)
    return (
      <div className="max-w-measure">
        <NewerBanner {...view} />
        <h2 className="text-lg">Triage</h2>
        <p className="mt-1 mb-4">
          Eleven questions, about three minutes. They decide how closely the launch is looked at. “Not known” is a fine
          answer; it counts as a yes until somebody finds out.
        </p>
        <QuestionForm
          input={{ ...view, prefix: 'triage.' }}
          closed={view.closed}
          reopening={null}
          sent={sent}
          errors={errors}
          errorTitle={message}
          attempt={attempt}
          button="Submit the triage"
          headings
          fields={<input type="hidden" name="onceKey" value={onceKey} />}
        />
      </div>
    )
  if (view.state === 'draft') return <TriageAnswers view={view} />
  return (
    <>
      <TriageResult view={view} />
      <Disclosure summary="Read the eleven answers">
        <TriageAnswers view={view} />
      </Disclosure>
    </>
  )
}

function TriageAnswers({ view: { part, answers } }: { view: TriageView }) {
  return (
    <SummaryList
      rows={part.sections.flatMap(({ questions }) =>
        questions.map((question) => ({
          key: question.id,
          label: question.text,
          value: <AnswerView question={question} answer={answers[question.id]} />,
        })),
      )}
    />
  )
}
