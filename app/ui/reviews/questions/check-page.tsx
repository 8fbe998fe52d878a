import { Form } from '@remix-run/react'
import type { CheckView } from '#app/domain/reviews/questionnaire.ts'
import { progressOf } from '#app/domain/reviews/section-state.ts'
import { Button, ButtonLink } from '../../kit/button.tsx'
import { ErrorSummary } from '../../kit/error-summary.tsx'
import { Notice } from '../../kit/notice.tsx'
import { SummaryList } from '../../kit/summary-list.tsx'
import { TextLink } from '../../kit/text-link.tsx'
import { AnswerView } from '../answer-view.tsx'
import { NoEvidence } from '../evidence-view.tsx'
import { NewerBanner } from '../versions/newer-banner.tsx'
import { SinceTag } from './since-tag.tsx'
import { SubmittedNotice } from './submitted-notice.tsx'

export type Refusal = { message: string; fields?: Readonly<Record<string, string>> | undefined }

type CheckPageProps = {
  view: CheckView
  onceKey: string
  /** The answers raised the tier: more is asked before this can be submitted. */
  raised: { because: string; tier: string } | undefined
  refused: Refusal | undefined
  attempt: number
}

/** Every answer once more before it goes to the reviewer, with a way back to each. */
export function CheckPage({ view, onceKey, raised, refused, attempt }: CheckPageProps) {
  const base = `/reviews/${view.reviewId}`
  const open = Object.keys(view.open)
  const first = view.tasks.find(({ state }) => state !== 'complete')
  if (view.state !== 'triaged' && view.state !== 'changes_requested') return <SubmittedNotice view={view} />
  return (
    <>
      {raised && (
        <Notice tone="warning" title={`Your answers raised the tier to ${raised.tier}`}>
          <p>{raised.because}</p>
          <p className="mt-2">
            Nothing was submitted yet: tier {raised.tier} asks a few more questions. Everything you answered is kept.
          </p>
          {first && (
            <p className="mt-3">
              <ButtonLink to={`${base}/questions/${first.id}`}>Answer the new questions</ButtonLink>
            </p>
          )}
        </Notice>
      )}
      {refused && <Refused key={attempt} refused={refused} view={view} />}
      <NewerBanner {...view} />
      <h2 className="text-lg">Check your answers</h2>
      <p className="mt-1 mb-6 max-w-measure text-ink-soft">{leadOf(view, open.length)}</p>
      {!refused && open.length > 0 && <Missing view={view} />}
      <NotAnsweredSince view={view} />
      <Unproven view={view} />
      {view.sections.map((section) => (
        <section key={section.id} className="mb-8 max-w-4xl" aria-labelledby={`${section.id}-title`}>
          <h3 id={`${section.id}-title`} className="mb-2 text-base">
            {section.title}
          </h3>
          <SummaryList
            changes={view.mayAnswer}
            rows={section.questions.map(({ question, answer, closed }) => ({
              key: question.id,
              label: question.text,
              value: (
                <>
                  {(answer || !view.open[question.id]) && (
                    <AnswerView question={question} answer={answer ?? undefined} />
                  )}
                  {view.open[question.id] && <span className="block font-semibold">{view.open[question.id]}</span>}
                  {view.reopening?.questions[question.id] !== undefined && (
                    <span className="mt-1 block">
                      <SinceTag answered={view.reopening.answeredSince.includes(question.id)} />
                    </span>
                  )}
                  {view.unproven.includes(question.id) && <NoEvidence />}
                </>
              ),
              missing: view.open[question.id] !== undefined,
              change:
                view.mayAnswer && !closed
                  ? {
                      to: `${base}/questions/${section.id}#${question.id}`,
                      of: question.text,
                      word: answer ? 'Change' : 'Answer',
                    }
                  : undefined,
            }))}
          />
        </section>
      ))}
      {view.maySubmit ? (
        <Form method="post" className="max-w-measure border-t-2 border-ink pt-4">
          <input type="hidden" name="onceKey" value={onceKey} />
          <p className="mb-4">{beforeSubmitting(view)}</p>
          <Button>{submitWords(view)}</Button>
        </Form>
      ) : (
        <p className="text-ink-soft">{view.team} submits these answers.</p>
      )}
    </>
  )
}

function leadOf(view: CheckView, open: number): string {
  const { asked, unknown } = progressOf(view.tasks)
  const unknowns =
    unknown === 0
      ? ''
      : ` ${unknown} ${unknown === 1 ? 'is' : 'are'} “not known”: that may be submitted, and counts on the careful side until somebody finds out.`
  return open === 0
    ? `All ${asked} questions are answered.${unknowns}`
    : `${asked - open} of ${asked} questions are answered.${unknowns}`
}

function Missing({ view }: { view: CheckView }) {
  const count = Object.keys(view.open).length
  return (
    <div className="mb-8 max-w-measure border-l-4 border-warn bg-warn-wash px-4 py-3 text-sm">
      <p className="font-semibold">
        {count === 1 ? 'One question still needs an answer' : `${count} questions still need an answer`}
      </p>
      <Places places={placesToGo(view, (id) => view.open[id] !== undefined, 'open')} />
    </div>
  )
}

/** What a reviewer asked for and nobody has answered since: it may be submitted like this, and the reviewer will ask again. */
function NotAnsweredSince({ view }: { view: CheckView }) {
  const { reopening, sections, reviewId } = view
  if (!reopening) return null
  const left = sections.flatMap(({ id: section, questions }) =>
    questions
      .filter(({ question: { id } }) => reopening.questions[id] !== undefined && !reopening.answeredSince.includes(id))
      .map(({ question: { id, text } }) => ({ id, text, href: `/reviews/${reviewId}/questions/${section}#${id}` })),
  )
  if (left.length === 0) return null
  return (
    <div className="mb-8 max-w-measure border-l-4 border-warn bg-warn-wash px-4 py-3 text-sm">
      <p className="font-semibold">
        {left.length === 1 ? 'One question is' : `${left.length} questions are`} not answered since {reopening.by} asked
      </p>
      <ul className="mt-1 list-disc pl-5">
        {left.map(({ id, text, href }) => (
          <li key={id}>
            <TextLink to={href}>{text}</TextLink>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Nothing waits for evidence, but whoever submits without it knows. */
function Unproven({ view }: { view: CheckView }) {
  const can = new Set(
    view.sections.flatMap(({ questions }) =>
      questions.flatMap(({ question, closed }) => (closed ? [] : [question.id])),
    ),
  )
  const count = view.unproven.filter((id) => can.has(id)).length
  if (count === 0) return null
  return (
    <div className="mb-8 max-w-measure border-l-4 border-rule-strong px-4 py-1 text-sm">
      <p className="font-semibold">
        {count === 1
          ? 'One answer is asked for evidence and has none'
          : `${count} answers are asked for evidence and have none`}
      </p>
      <p className="mt-1">
        You can submit without it. The reviewer sees that there is none when they grade how sure they are.
      </p>
      <Places places={placesToGo(view, (id) => can.has(id) && view.unproven.includes(id), 'without evidence')} />
    </div>
  )
}

const Places = ({ places }: { places: readonly Place[] }) => (
  <ul className="mt-1 list-disc pl-5">
    {places.map(({ id, message, href }) => (
      <li key={id}>
        <TextLink to={href}>{message}</TextLink>
      </li>
    ))}
  </ul>
)

/** The same as an error summary: it takes focus after a submission that could not be taken. */
function Refused({ refused, view }: { refused: Refusal; view: CheckView }) {
  const places = placesToGo(view, (id) => view.open[id] !== undefined, 'open')
  const stop = view.newer.find(({ stops }) => stops)
  const preview = stop && {
    id: 'version',
    message: `See what version ${stop.to} changes`,
    href: `/reviews/${view.reviewId}/version`,
  }
  const errors = preview
    ? [preview]
    : places.length > 0
      ? places
      : [{ id: 'main', message: 'Look at the answers again.' }]
  return <ErrorSummary title={refused.message} errors={errors} />
}

/** More than this is a wall of links: then the sections are named instead of their questions. */
const MOST_QUESTIONS_NAMED = 8

type Place = { id: string; message: string; href: string }

/** @param how what is said of several in one section: "3 open" */
function placesToGo(view: CheckView, isMeant: (id: string) => boolean, how: string): Place[] {
  const linkTo = (section: string, id: string) => `/reviews/${view.reviewId}/questions/${section}#${id}`
  const sections = view.sections.map(({ id, title, questions }) => ({
    id,
    title,
    meant: questions.map(({ question }) => question).filter((question) => isMeant(question.id)),
  }))
  if (sections.reduce((count, { meant }) => count + meant.length, 0) <= MOST_QUESTIONS_NAMED)
    return sections.flatMap(({ id: section, meant }) =>
      meant.map(({ id, text }) => ({ id, message: text, href: linkTo(section, id) })),
    )
  return sections.flatMap(({ id, title, meant: [first, ...more] }) =>
    first ? [{ id, message: `${title}: ${more.length + 1} ${how}`, href: linkTo(id, first.id) }] : [],
  )
}

const submitWords = ({ tier, state, round }: CheckView): string =>
  tier === 'T1'
    ? 'Confirm the checklist'
    : state === 'changes_requested'
      ? `Submit round ${round + 1}`
      : 'Submit for review'

const beforeSubmitting = ({ tier }: CheckView): string =>
  tier === 'T1'
    ? 'With this you confirm that everything on the checklist is in place. The launch is logged, and you can go ahead today.'
    : 'Your answers are kept as they are now and go to the reviewer. Afterwards only what a reviewer opens again can be changed.'
