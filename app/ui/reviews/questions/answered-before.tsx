import type { HarmChoices } from '#app/domain/reviews/questionnaire.ts'
import type { ShownAnswer } from '#app/rubric/part.ts'
import { TextLink } from '../../kit/text-link.tsx'
import { AnswerView } from '../answer-view.tsx'

type AnsweredBeforeProps = { answers: readonly ShownAnswer[]; base: string; harms: HarmChoices }

/** What was answered elsewhere and matters here: to be read, with the way to where it can be changed. */
export function AnsweredBefore({ answers, base, harms }: AnsweredBeforeProps) {
  if (answers.length === 0) return null
  return (
    <section aria-labelledby="answered-before" className="my-4 border-rule border-y py-3">
      <h3 id="answered-before" className="text-sm">
        Already answered
      </h3>
      <dl className="mt-2 space-y-2 text-sm">
        {answers.map(({ question, answer, section }) => (
          <div key={question.id}>
            <dt className="text-ink-soft">{question.text}</dt>
            <dd>
              <AnswerView question={question} answer={answer} harms={harms} />{' '}
              {section ? (
                <TextLink to={`${base}/questions/${section.id}`}>{section.title}</TextLink>
              ) : (
                <TextLink to={`${base}/triage`}>Triage</TextLink>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
