import { type ChangeEvent, type FocusEvent, memo, useState } from 'react'
import type { AnswerConflict } from '#app/domain/reviews/answer-conflict.ts'
import { CHOICE_KINDS, fieldName } from '#app/domain/reviews/answer-form.ts'
import type { Reconfirmation } from '#app/domain/reviews/move.ts'
import type { Evidence } from '#app/rubric/answers.ts'
import { splitEvidence } from '#app/rubric/evidence.ts'
import type { PublicQuestion } from '#app/rubric/public.ts'
import { Disclosure } from '../../kit/disclosure.tsx'
import { Tag } from '../../kit/tag.tsx'
import { AnswerView } from '../answer-view.tsx'
import { NoEvidence } from '../evidence-view.tsx'
import { NoLongerFits, StillTrue } from '../versions/still-true.tsx'
import { afterPress } from './after-press.ts'
import { ConflictPanel } from './conflict-panel.tsx'
import { useDesk, useFact, useTrouble } from './desk.ts'
import { EvidenceBeside } from './evidence-field.tsx'
import { AnswerField } from './fields.tsx'
import { SinceTag } from './since-tag.tsx'
import { StateNotes, WithoutAnswer } from './without-answer.tsx'

type QuestionProps = {
  question: PublicQuestion
  closed: boolean
  /** Why a reviewer opened it again, and whether somebody has answered since. */
  reopened?: ReopenedProps | undefined
  /** What the server found missing or wrong, by stored key. */
  errors?: Readonly<Record<string, string>> | undefined
  conflict?: AnswerConflict | undefined
  /** Empty rows to begin with, where rows are free: of the answer, and of the evidence beside it. */
  rows?: number | undefined
  evidenceRows?: number | undefined
  /** Evidence that was sent without an answer. */
  stray?: readonly Evidence[] | undefined
  /** It comes from an earlier version or launch, and somebody has to stand by it. */
  confirm?: Reconfirmation | undefined
  /** The answer it had, in words, where that no longer fits. */
  unfit?: string | undefined
}

/** One question with its answer. It is drawn again when it appears or disappears, when its answer is replaced or in trouble; never for a key. */
export const Question = memo(function Question(props: QuestionProps) {
  const { question, closed } = props
  const desk = useDesk()
  const visible = useFact(desk, (store) => store.isVisible(question.id))
  const replaced = useFact(desk, (store) => store.timesReplaced(question.id))
  if (!visible) return null
  return closed ? <ClosedQuestion {...props} /> : <OpenQuestion key={replaced} {...props} />
})

function OpenQuestion(props: QuestionProps) {
  const { question, reopened, errors, conflict, rows = 0, evidenceRows = 0, stray, confirm, unfit } = props
  const desk = useDesk()
  const key = desk.keyOf(question.id)
  const trouble = useTrouble(desk, key)
  const [answer] = useState(() => desk.store.answerOf(question.id))
  const [editedSince, setEditedSince] = useState<typeof errors>()
  const [left, setLeft] = useState(false)
  const told = trouble?.is === 'refused' || (trouble?.is === 'unfinished' && left)
  const error = told ? trouble.message : editedSince === errors ? undefined : errors?.[key]
  const besideAnswer = stray !== undefined || error === desk.store.evidenceProblemOf(question.id)

  const change = ({ target }: ChangeEvent<HTMLDivElement>) => {
    const field = target as EventTarget as HTMLInputElement
    if (!field.form || !field.name.startsWith('q~')) return
    settleChoices(question, field)
    if (errors?.[key] && editedSince !== errors) setEditedSince(errors)
    desk.changed(field.form, question, isTyped(field))
  }
  const leave = ({ currentTarget, relatedTarget }: FocusEvent<HTMLDivElement>) => {
    if (currentTarget.contains(relatedTarget)) return
    afterPress(() => setLeft(true))
    void desk.autosave.flush()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears what its fields say
    <div
      data-question={question.id}
      onChange={change}
      onBlur={leave}
      className={`group/q mb-6 border-b border-rule pb-4 ${reopened ? '-ml-4 border-l-4 border-l-accent pl-4' : ''}`}
    >
      {reopened && <Reopened {...reopened} />}
      {confirm && <StillTrue confirm={confirm} value={key} zone={desk.timeZone} of={question.text} />}
      {unfit !== undefined && <NoLongerFits answer={unfit} reviewId={desk.reviewId} />}
      {(trouble?.is === 'conflict' || conflict) && (
        <ConflictPanel question={question} trouble={trouble?.is === 'conflict' ? trouble : undefined} sent={conflict} />
      )}
      <input
        type="hidden"
        name={fieldName(key, 'version')}
        defaultValue={conflict?.version ?? desk.autosave.versionOf(key)}
      />
      <AnswerField
        question={question}
        name={key}
        answer={answer}
        error={besideAnswer ? undefined : error}
        rows={rows}
      />
      {!CHOICE_KINDS.includes(question.kind) && <WithoutAnswer question={question} name={key} answer={answer} />}
      <StateNotes question={question} name={key} answer={answer} />
      {question.evidence_when !== undefined && (
        <EvidenceBeside
          question={question}
          of={key}
          pieces={(answer.state === 'answered' ? (answer.evidence as Evidence[] | undefined) : stray) ?? []}
          error={besideAnswer ? error : undefined}
          rows={evidenceRows}
        />
      )}
      <div className="flex flex-wrap gap-x-6">
        <div className="has-[details[open]]:w-full">
          <Disclosure summary="Why we ask">{question.help}</Disclosure>
        </div>
        <div className="has-[details[open]]:w-full">
          <Disclosure summary="A good answer looks like">{question.example}</Disclosure>
        </div>
      </div>
    </div>
  )
}

export type ReopenedProps = { note: string; by: string; answered: boolean }

function Reopened({ note, by, answered }: ReopenedProps) {
  return (
    <div className="mb-3 text-sm">
      <p className="flex flex-wrap gap-2">
        <Tag tone="accent">Opened again</Tag>
        <SinceTag answered={answered} />
      </p>
      {note !== '' && (
        <p className="mt-1 max-w-measure">
          <span className="font-semibold">{by} asks:</span> {note}
        </p>
      )}
    </div>
  )
}

function ClosedQuestion({ question }: QuestionProps) {
  const { store, harms } = useDesk()
  const answer = store.answerToRead(question.id)
  return (
    <div data-question={question.id} id={question.id} tabIndex={-1} className="mb-6 border-b border-rule pb-6">
      <h3 className="max-w-measure text-base">{question.text}</h3>
      <div className="mt-1 max-w-measure">
        <AnswerView question={question} answer={answer} harms={harms} />
        {store.asksForEvidence(question.id) && !splitEvidence(answer).evidence && <NoEvidence />}
      </div>
    </div>
  )
}

/** An exclusive choice, "not known" and "does not apply" stand alone: choosing one takes back the others, and the other way round. */
function settleChoices(question: PublicQuestion, field: HTMLInputElement): void {
  if (field.type !== 'checkbox' || !field.checked || !field.form) return
  const together = [...field.form.elements].filter(
    (one): one is HTMLInputElement =>
      one instanceof HTMLInputElement && one.type === 'checkbox' && one.name === field.name && one !== field,
  )
  const alone = new Set([
    'unknown',
    'n_a',
    ...(question.options ?? []).filter((one) => one.exclusive).map((one) => one.value),
  ])
  for (const other of together) if (alone.has(field.value) || alone.has(other.value)) other.checked = false
}

const isTyped = (field: HTMLElement): boolean =>
  field instanceof HTMLTextAreaElement ||
  (field instanceof HTMLInputElement && !['checkbox', 'radio', 'date', 'hidden'].includes(field.type))
