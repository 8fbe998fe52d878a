import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { readAnswer, typedIn } from '#app/domain/reviews/answer-form.ts'
import type { HarmChoices, QuestionSet } from '#app/domain/reviews/questionnaire.ts'
import type { AnswerInput } from '#app/domain/reviews/schemas.ts'
import type { PublicQuestion } from '#app/rubric/public.ts'
import { Autosave, type Trouble } from '../autosave/autosave.ts'
import { browserTimers } from '../autosave/backoff.ts'
import { sendAnswer } from '../autosave/send-answer.ts'
import { unsentCopy } from '../autosave/unsent-copy.ts'
import type { Unsent } from '../autosave/world.ts'
import { useResume } from '../signed-out.tsx'
import { SectionStore } from './section-store.ts'

export type DeskInput = QuestionSet & {
  reviewId: string
  person: { id: string; timeZone: string }
  /** Stands before the question's id where answers are stored: `triage.` or nothing. */
  prefix: string
  /** What a form sent without JavaScript held, by stored key. */
  typed?: Readonly<Record<string, { answer: AnswerInput; version: number }>> | undefined
}

/** Everything the questions on a page share: their answers, how they are saved, and the lists to choose from. */
export type Desk = {
  store: SectionStore
  autosave: Autosave
  keyOf: (id: string) => string
  /** Something in the fields of this question changed. */
  changed: (form: HTMLFormElement, question: PublicQuestion, typing: boolean) => void
  harms: HarmChoices
  people: readonly string[]
  personId: string
  timeZone: string
  reviewId: string
}

export const DeskContext = createContext<Desk | null>(null)

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('A question stands outside its form')
  return desk
}

const BLANK: AnswerInput = { state: 'blank' }

/** One desk for as long as the page shows these questions. */
export function useNewDesk(input: DeskInput): Desk {
  const [desk] = useState(() => createDesk(input))
  useResume(desk.autosave)
  useKnownAnswers(desk, input)
  useUnsent(desk, input)
  useOtherTabs(desk)
  return desk
}

type OwnDesk = Desk & {
  tabs: { channel: BroadcastChannel | undefined }
  copy: { write: (unsent: readonly Unsent[]) => void }
}

function createDesk({ part, answers, versions, typed, prefix, reviewId, person, harms, people }: DeskInput): OwnDesk {
  const questions = part.sections.flatMap((section) => section.questions)
  const keyOf = (id: string) => `${prefix}${id}`
  const idOf = (key: string) => key.slice(prefix.length)
  const shown = questions.map(({ id }) => [id, typed?.[keyOf(id)]?.answer ?? answers[id] ?? BLANK] as const)
  const store = new SectionStore(part, Object.fromEntries(shown))
  const tabs: OwnDesk['tabs'] = { channel: undefined }
  const copy: OwnDesk['copy'] = { write: () => {} }
  const open = new Set(questions.filter(({ sensitivity }) => sensitivity === 'normal').map(({ id }) => keyOf(id)))
  const autosave = new Autosave({
    send: sendAnswer(reviewId, person.id, (...args) => fetch(...args)),
    ...browserTimers,
    isOnline: () => navigator.onLine,
    check: (key, answer) => store.check(idOf(key), answer),
    onReplace: (key, answer) => store.replace(idOf(key), answer),
    onSaved: (key, answer, version) => tabs.channel?.postMessage({ key, answer, version }),
    onUnsent: (unsent) => copy.write(unsent.filter(({ key }) => open.has(key))),
    onAnotherPerson: () => {
      unsentCopy(sessionStorage, '', '').wipe()
      location.replace('/')
    },
  })
  for (const { id } of questions) autosave.know(keyOf(id), answers[id] ?? BLANK, versions[id] ?? 0)
  return {
    store,
    autosave,
    keyOf,
    changed: (form, question, typing) => {
      const answer = readAnswer(question, keyOf(question.id), typedIn(new FormData(form)))
      store.set(question.id, answer)
      autosave.edit(keyOf(question.id), answer, typing)
    },
    harms,
    people,
    personId: person.id,
    timeZone: person.timeZone,
    reviewId,
    tabs,
    copy,
  }
}

/** The page's data was loaded again, and may know something newer. */
function useKnownAnswers({ autosave, keyOf }: Desk, { part, answers, versions }: DeskInput): void {
  useEffect(() => {
    for (const { id } of part.sections.flatMap((section) => section.questions))
      autosave.know(keyOf(id), answers[id] ?? BLANK, versions[id] ?? 0)
  }, [autosave, keyOf, part, answers, versions])
}

/** What an earlier life of this page left unsent, and what must not be lost when this one ends. */
function useUnsent(desk: Desk, { typed }: DeskInput): void {
  useEffect(() => {
    const { autosave, reviewId, personId } = desk
    const copy = unsentCopy(sessionStorage, personId, reviewId)
    const before = copy.read()
    ;(desk as OwnDesk).copy.write = copy.write
    autosave.restore(before)
    autosave.restore(Object.entries(typed ?? {}).map(([key, one]) => ({ key, ...one })))
    const hide = () => void autosave.flush()
    const guard = (event: BeforeUnloadEvent) => {
      void autosave.flush()
      if (autosave.snapshot().unsent > 0) event.preventDefault()
    }
    window.addEventListener('pagehide', hide)
    window.addEventListener('beforeunload', guard)
    return () => {
      window.removeEventListener('pagehide', hide)
      window.removeEventListener('beforeunload', guard)
    }
  }, [desk, typed])
}

/** The same person in another tab: what is saved there is taken over here, unless this tab has an edit of its own. */
function useOtherTabs(desk: Desk): void {
  useEffect(() => {
    const { autosave, personId, reviewId } = desk
    const channel = new BroadcastChannel(`plimsoll:${personId}:${reviewId}`)
    channel.onmessage = ({ data }: MessageEvent<{ key: string; answer: AnswerInput; version: number }>) => {
      if (autosave.knows(data.key)) autosave.adopt(data.key, data.answer, data.version)
    }
    ;(desk as OwnDesk).tabs.channel = channel
    return () => {
      ;(desk as OwnDesk).tabs.channel = undefined
      channel.close()
    }
  }, [desk])
}

const NO_TROUBLE = () => undefined

export const useTrouble = ({ autosave }: Desk, key: string): Trouble | undefined =>
  useSyncExternalStore(autosave.subscribe, () => autosave.troubleOf(key), NO_TROUBLE)

/** Some fact about the answers on the page; the caller is drawn again only when it changes. */
export function useFact<T extends string | number | boolean | undefined>(
  desk: Desk,
  read: (store: SectionStore) => T,
): T {
  return useSyncExternalStore(
    desk.store.subscribe,
    () => read(desk.store),
    () => read(desk.store),
  )
}
