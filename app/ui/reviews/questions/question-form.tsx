import { Form, useBlocker, useNavigate, useSubmit } from '@remix-run/react'
import { type FormEvent, type ReactNode, useEffect, useMemo, useState } from 'react'
import { evidenceName } from '#app/domain/reviews/answer-form.ts'
import type { Reopening } from '#app/domain/reviews/questionnaire.ts'
import type { SavedForm } from '#app/domain/reviews/save-form.ts'
import { Button } from '../../kit/button.tsx'
import { ErrorSummary } from '../../kit/error-summary.tsx'
import { watchPresses } from './after-press.ts'
import { DeskContext, type DeskInput, useNewDesk } from './desk.ts'
import { Question, type ReopenedProps } from './question.tsx'
import { goTo, SaveBar } from './save-bar.tsx'

type QuestionFormProps = {
  input: Omit<DeskInput, 'typed'>
  closed: readonly string[]
  reopening: Reopening | null
  /** What a form sent without JavaScript could not save. */
  sent?: SavedForm | undefined
  /** More errors for the summary, by stored key. */
  errors?: Readonly<Record<string, string>> | undefined
  errorTitle?: string | undefined
  /** Differs for each answer of the server, so that the summary takes focus again. */
  attempt?: number | undefined
  /** Empty rows to begin with: by stored key, asked for without JavaScript. */
  rows?: Readonly<Record<string, number>> | undefined
  /** Where to go once everything is saved; without it the form itself is sent. */
  next?: string | undefined
  button: string
  /** Called after saves, when other parts of the page may have changed. */
  onSettled?: (() => void) | undefined
  /** Section headings are shown when there is more than one. */
  headings?: boolean
  /** Hidden fields that go with the form itself. */
  fields?: ReactNode
  children?: ReactNode
}

/** Questions to answer, saved as they are answered. Without JavaScript it is one plain form. */
export function QuestionForm(props: QuestionFormProps) {
  const {
    input,
    closed,
    reopening,
    sent,
    rows = {},
    next,
    button,
    onSettled,
    headings = false,
    fields,
    children,
  } = props
  const desk = useNewDesk({ ...input, typed: sent?.typed })
  const { autosave } = desk
  const [stuck, setStuck] = useState<{ id: string; message: string }[]>([])
  const [tries, setTries] = useState(0)
  const [busy, setBusy] = useState(false)
  const navigate = useNavigate()
  const submit = useSubmit()
  useSettled(autosave, onSettled)
  useLeaving(autosave)
  useEffect(watchPresses, [])
  const closedIds = useMemo(() => new Set(closed), [closed])

  const send = async (event: FormEvent<HTMLFormElement>) => {
    const form = event.currentTarget
    const confirmed = confirmedBy(event.nativeEvent)
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setStuck([])
    const saved = await autosave.flush()
    setBusy(false)
    if (!saved) {
      const troubles = autosave.troubles().map(({ key, trouble }) => ({
        id: key,
        message:
          trouble.is === 'conflict' ? 'Somebody else changed this answer. Choose which one stays.' : trouble.message,
      }))
      setStuck(troubles)
      setTries(tries + 1)
      if (troubles.length === 0) return
    } else if (confirmed !== undefined) submit({ confirm: confirmed }, { method: 'post', preventScrollReset: true })
    else if (next !== undefined) navigate(next)
    else submit(plainFieldsOf(form), { method: 'post' })
  }
  const told = useMemo(
    () => (props.errors || sent ? { ...props.errors, ...sent?.problems } : undefined),
    [props.errors, sent],
  )
  const texts = Object.fromEntries(
    input.part.sections.flatMap(({ questions }) => questions.map(({ id, text }) => [desk.keyOf(id), text])),
  )
  const errors = stuck.length > 0 ? stuck : errorsOf(sent, told, texts)
  return (
    <DeskContext.Provider value={desk}>
      {errors.length > 0 && (
        <ErrorSummary
          key={`${tries} ${props.attempt}`}
          title={stuck.length > 0 ? undefined : props.errorTitle}
          errors={errors}
        />
      )}
      <SaveBar />
      <Form method="post" noValidate onSubmit={send}>
        {/* Return in a field presses the first button: it must be the one that saves, not one that adds a row. */}
        <button type="submit" tabIndex={-1} aria-hidden="true" className="sr-only">
          {button}
        </button>
        {fields}
        {input.part.sections.map((section) => (
          <div key={section.id}>
            {headings && <h2 className="mb-1 text-lg">{section.title}</h2>}
            {headings && section.intro && <p className="mb-6 max-w-measure text-ink-soft">{section.intro}</p>}
            {section.questions.map((question) => {
              const key = desk.keyOf(question.id)
              const note = reopening?.questions[question.id]
              return (
                <Question
                  key={question.id}
                  question={question}
                  closed={closedIds.has(question.id)}
                  reopened={note === undefined || !reopening ? undefined : noteOf(reopening, question.id, note)}
                  errors={told}
                  conflict={sent?.conflicts[key]}
                  rows={rows[key]}
                  evidenceRows={rows[evidenceName(key)]}
                  stray={sent?.stray[key]}
                  confirm={input.reconfirm[question.id]}
                  unfit={input.unfit[question.id]}
                />
              )
            })}
          </div>
        ))}
        <div className="flex flex-wrap items-center gap-4">
          <Button busy={busy}>{button}</Button>
          {children}
        </div>
      </Form>
    </DeskContext.Provider>
  )
}

const notes = new WeakMap<Reopening, Map<string, ReopenedProps>>()

/** The same note as the same object, so that a question is not drawn again for it. */
function noteOf(reopening: Reopening, id: string, note: string): ReopenedProps {
  const known = notes.get(reopening) ?? new Map<string, ReopenedProps>()
  notes.set(reopening, known)
  const one = known.get(id) ?? { note, by: reopening.by, answered: reopening.answeredSince.includes(id) }
  known.set(id, one)
  return one
}

/** Which answer the pressed button says is still true. */
const confirmedBy = (event: Event): string | undefined => {
  const pressed = event instanceof SubmitEvent ? event.submitter : null
  return pressed instanceof HTMLButtonElement && pressed.name === 'confirm' ? pressed.value : undefined
}

/** The answers are saved already: only what is not an answer has to be sent. */
function plainFieldsOf(form: HTMLFormElement): FormData {
  const fields = new FormData(form)
  for (const name of [...fields.keys()]) if (name.startsWith('q~')) fields.delete(name)
  return fields
}

function errorsOf(
  sent: SavedForm | undefined,
  told: Readonly<Record<string, string>> = {},
  texts: Readonly<Record<string, string>>,
) {
  const conflicts = Object.entries(sent?.conflicts ?? {}).map(([id, { by }]) => ({
    id,
    message: `${by} changed this answer while you were writing. Choose which one stays.`,
  }))
  // The question says which one is meant; what is wrong with it stands beside it.
  const problems = Object.entries(told).map(([id, message]) => ({ id, message: texts[id] ?? message }))
  return [...conflicts, ...problems]
}

/** Tells once after saves have come to rest. */
function useSettled(autosave: ReturnType<typeof useNewDesk>['autosave'], onSettled: (() => void) | undefined): void {
  useEffect(() => {
    if (!onSettled) return
    let savedAt = autosave.snapshot().savedAt
    return autosave.subscribe(() => {
      const now = autosave.snapshot()
      if (now.phase !== 'saved' || now.savedAt === savedAt) return
      savedAt = now.savedAt
      onSettled()
    })
  }, [autosave, onSettled])
}

/** Before another page comes, what is typed is sent. Only if that fails, the person is asked. */
function useLeaving(autosave: ReturnType<typeof useNewDesk>['autosave']): void {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      currentLocation.pathname !== nextLocation.pathname && autosave.snapshot().unsent > 0,
  )
  useEffect(() => {
    if (blocker.state !== 'blocked') return
    void autosave.flush().then((saved) => {
      if (saved) return blocker.proceed()
      const stay = !window.confirm('Some of your answers are not saved yet. Leave the page without them?')
      if (stay) {
        blocker.reset()
        goTo(autosave.troubles()[0]?.key)
      } else blocker.proceed()
    })
  }, [blocker, autosave])
}
