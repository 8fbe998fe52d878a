import { Form, useNavigation } from '@remix-run/react'
import { type ChangeDesk, REVIEW_LIMITS } from '#app/domain/reviews/index.ts'
import { Button } from '#app/ui/kit/button.tsx'
import { EmptyState } from '#app/ui/kit/empty-state.tsx'
import { ErrorSummary } from '#app/ui/kit/error-summary.tsx'
import { CONTROL } from '#app/ui/kit/field.tsx'
import { Moment } from '#app/ui/kit/moment.tsx'
import { TextArea } from '#app/ui/kit/text-area.tsx'
import { TextLink } from '#app/ui/kit/text-link.tsx'
import { NoEvidence } from '../evidence-view.tsx'

type ChangesPageProps = ChangeDesk & {
  viewer: { timeZone: string }
  onceKey: string
  /** Questions marked at the bench. */
  chosen: readonly string[]
  refused:
    | {
        message: string
        fields: Readonly<Record<string, string>>
        typed: { note: string; questions: readonly { questionKey: string; note: string }[] }
      }
    | undefined
}

/** Which answers must change before it can go on, and why; or the request that stands. */
export function ChangesPage({ review, why, request, questions, viewer, onceKey, chosen, refused }: ChangesPageProps) {
  return (
    <>
      {request && <Request request={request} reviewId={review.id} timeZone={viewer.timeZone} />}
      {why === null ? (
        <RequestForm
          questions={questions}
          submitter={review.submitter}
          onceKey={onceKey}
          chosen={chosen}
          refused={refused}
        />
      ) : (
        !request && (
          <EmptyState title="No changes were requested">
            <p>{why}</p>
          </EmptyState>
        )
      )}
    </>
  )
}

type RequestProps = { request: NonNullable<ChangeDesk['request']>; reviewId: string; timeZone: string }

function Request({ request, reviewId, timeZone }: RequestProps) {
  return (
    <section aria-labelledby="request" className="mb-10 max-w-measure border-l-4 border-accent pl-4">
      <h2 id="request" className="text-lg">
        {request.standing ? 'Changes requested' : `Changes requested in round ${request.round}, since answered`}
      </h2>
      <p className="text-sm text-ink-soft">
        {request.by}, <Moment at={request.at} zone={timeZone} />
      </p>
      <p className="mt-2 whitespace-pre-line">{request.note}</p>
      <ul className="mt-3 space-y-2">
        {request.questions.map(({ key, text, note, sectionId }) => (
          <li key={key}>
            {request.standing && sectionId ? (
              <TextLink to={`/reviews/${reviewId}/questions/${sectionId}#${key}`}>{text}</TextLink>
            ) : (
              text
            )}
            {note && <p className="text-sm text-ink-soft">{note}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}

type RequestFormProps = Pick<ChangesPageProps, 'questions' | 'onceKey' | 'chosen' | 'refused'> & { submitter: string }

function RequestForm({ questions, submitter, onceKey, chosen, refused }: RequestFormProps) {
  const sending = useNavigation().state !== 'idle'
  const typed = refused?.typed
  const marked = typed ? typed.questions.map(({ questionKey }) => questionKey) : chosen
  const sections = [...new Set(questions.map(({ section }) => section))]
  return (
    <Form method="post" noValidate>
      {refused && <ErrorSummary title="Nothing was requested yet" errors={errorsOf(refused)} />}
      <h2 className="text-lg">Request changes</h2>
      <p className="mt-1 mb-4 max-w-measure text-sm text-ink-soft">
        The questions you choose are open again for {submitter}; all others stay as they were submitted. The scores of
        this round are carried over.
      </p>
      <input type="hidden" name="onceKey" value={onceKey} />
      <TextArea
        id="note"
        name="note"
        label="What is needed to go on"
        hint="Say what would make it possible, not only what is wrong."
        error={refused?.fields.note}
        maxLength={REVIEW_LIMITS.note}
        defaultValue={typed?.note}
      />
      <fieldset>
        <legend id="questions" tabIndex={-1} className="mb-2 font-semibold">
          Questions to open again
        </legend>
        {refused?.fields.questions && <p className="mb-2 text-sm font-semibold text-bad">{refused.fields.questions}</p>}
        {sections.map((section) => {
          const own = questions.filter((one) => one.section === section)
          const count = own.filter(({ key }) => marked.includes(key)).length
          return (
            <details key={section} open={count > 0 || sections.length < 3} className="mb-2 max-w-[52rem]">
              <summary className="min-h-8 border-b border-rule py-1">
                {section}{' '}
                <span className="text-sm text-ink-soft">
                  {own.length} {own.length === 1 ? 'question' : 'questions'}
                  {count > 0 && `, ${count} marked`}
                </span>
              </summary>
              <ul>
                {own.map((question) => (
                  <Choice
                    key={question.key}
                    question={question}
                    marked={marked.includes(question.key)}
                    note={typed?.questions.find(({ questionKey }) => questionKey === question.key)?.note ?? ''}
                  />
                ))}
              </ul>
            </details>
          )
        })}
      </fieldset>
      <div className="mt-6">
        <Button busy={sending}>Request these changes</Button>
      </div>
    </Form>
  )
}

type ChoiceProps = { question: ChangeDesk['questions'][number]; marked: boolean; note: string }

function Choice({ question: { key, text, answer, unproven }, marked, note }: ChoiceProps) {
  return (
    <li className="group border-b border-rule py-2">
      <label className="grid grid-cols-[auto_1fr] gap-x-3 text-sm">
        <input type="checkbox" name="q" value={key} defaultChecked={marked} className="mt-0.5 size-5" />
        <span>
          {text}
          <span className="block text-ink-soft">{answer}</span>
          {unproven && <NoEvidence />}
        </span>
      </label>
      <label className="mt-1 ml-8 hidden text-xs group-has-checked:block">
        What is missing here<span className="sr-only">: {text}</span>
        <textarea
          name={`note~${key}`}
          rows={2}
          defaultValue={note}
          maxLength={REVIEW_LIMITS.reason}
          className={`${CONTROL} field-sizing-content min-h-12 py-1 text-sm`}
        />
      </label>
    </li>
  )
}

const errorsOf = ({ message, fields }: { message: string; fields: Readonly<Record<string, string>> }) => {
  const errors = Object.entries(fields).map(([id, text]) => ({
    id: id.startsWith('questions') ? 'questions' : id,
    message: text,
  }))
  return errors.length > 0 ? errors : [{ id: 'note', message }]
}
