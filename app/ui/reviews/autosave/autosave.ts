import type { AnswerInput } from '#app/domain/reviews/schemas.ts'
import { canonicalJson } from '#app/rubric/canonical.ts'
import { Backoff } from './backoff.ts'
import type { AutosaveWorld, SendOutcome, Standing, Timer, Unsent } from './world.ts'

/** What keeps one answer from being saved. */
export type Trouble =
  | { is: 'conflict'; mine: AnswerInput; standing: Standing }
  | { is: 'refused'; message: string }
  /** It cannot be sent as it is: a letter in a number, a reason that is missing. */
  | { is: 'unfinished'; message: string }

export type Phase = 'saving' | 'saved' | 'retrying' | 'refused' | 'conflict' | 'signed-out'
export type Snapshot = { phase: Phase | null; savedAt: string | null; unsent: number }

type Item = {
  version: number
  stored: AnswerInput
  /** What the page holds and the server has not confirmed. */
  wanted?: AnswerInput | undefined
  /** Sent without an answer from the server: it may have been stored all the same. */
  maybe: AnswerInput[]
  typing?: Timer | undefined
  trouble?: Trouble | undefined
}

const TYPING_MS = 600
const BLANK: AnswerInput = { state: 'blank' }

/**
 * Saves answers while somebody writes. One request is under way at a time, in the order of the edits; an answer edited again while
 * it is sent is sent again afterwards. Nothing is called saved before the server said so, and nothing is given up:
 * what cannot be sent waits, tries again, or asks the person.
 */
export class Autosave {
  readonly #world: AutosaveWorld
  readonly #items = new Map<string, Item>()
  /** Keys to send, in the order in which they were first edited. */
  #queue: string[] = []
  #sending: string | undefined
  readonly #backoff: Backoff
  #signedOut = false
  #savedAt: string | null = null
  #stopped = false
  readonly #listeners = new Set<() => void>()
  #idle: (() => void)[] = []
  #snapshot: Snapshot = { phase: null, savedAt: null, unsent: 0 }

  constructor(world: AutosaveWorld) {
    this.#world = world
    this.#backoff = new Backoff(world)
  }

  /** What the server holds when the page opens. */
  know(key: string, answer: AnswerInput, version: number): void {
    if (this.#items.has(key)) this.adopt(key, answer, version)
    else Object.assign(this.#item(key), { version, stored: answer })
  }

  /** The person changed an answer. `soon` waits for more to come, as with typing. */
  edit(key: string, answer: AnswerInput, soon = false): void {
    const item = this.#item(key)
    this.#stopTyping(item)
    item.wanted = same(answer, item.stored) && this.#sending !== key && item.maybe.length === 0 ? undefined : answer
    if (item.trouble?.is === 'conflict') item.trouble = { ...item.trouble, mine: answer }
    else item.trouble = this.#unfinished(key, answer)
    if (item.wanted === undefined && item.trouble?.is !== 'conflict') this.#leave(key)
    else if (!item.trouble) {
      if (!this.#queue.includes(key)) this.#queue.push(key)
      if (soon)
        item.typing = this.#world.setTimer(() => {
          item.typing = undefined
          this.#pump()
        }, TYPING_MS)
    } else this.#leave(key)
    this.#tell()
    this.#pump()
  }

  /** Sends what is typed now. @returns whether everything is stored */
  async flush(): Promise<boolean> {
    for (const item of this.#items.values()) this.#stopTyping(item)
    if (!this.#signedOut) {
      this.#backoff.stop()
      this.#pump()
      if (this.#sending !== undefined) await new Promise<void>((done) => this.#idle.push(done))
    }
    return this.#snapshot.unsent === 0
  }

  /** The way out of a conflict: what stands is replaced knowingly, or taken over. */
  settle(key: string, choice: 'mine' | 'theirs'): void {
    const item = this.#item(key)
    if (item.trouble?.is !== 'conflict') return
    const { mine, standing } = item.trouble
    item.trouble = undefined
    item.maybe = []
    item.version = standing.version
    item.stored = standing.answer
    if (choice === 'theirs') {
      item.wanted = undefined
      this.#world.onReplace?.(key, standing.answer)
      this.#tell()
    } else this.edit(key, mine)
  }

  /** Another tab, or the server, knows something newer. An answer with an edit of its own keeps it, and meets the newer one when it is sent. */
  adopt(key: string, answer: AnswerInput, version: number): void {
    const item = this.#item(key)
    if (version <= item.version || item.wanted !== undefined || this.#sending === key) return
    const differs = !same(answer, item.stored)
    item.version = version
    item.stored = answer
    item.trouble = undefined
    if (differs) this.#world.onReplace?.(key, answer)
    this.#tell()
  }

  /** Takes up what an earlier life of this page could not send. If the answer has moved on since, the server will say so. */
  restore(unsent: readonly Unsent[]): void {
    for (const { key, answer, version } of unsent) {
      const item = this.#items.get(key)
      if (!item || same(answer, item.stored)) continue
      item.version = version
      this.#world.onReplace?.(key, answer)
      this.edit(key, answer)
    }
  }

  /** The network is back, or the person is signed in again. */
  resume(): void {
    this.#signedOut = false
    this.#backoff.forget()
    this.#tell()
    this.#pump()
  }

  isSignedOut = (): boolean => this.#signedOut
  knows = (key: string): boolean => this.#items.has(key)
  versionOf = (key: string): number => this.#item(key).version
  troubleOf = (key: string): Trouble | undefined => this.#items.get(key)?.trouble
  snapshot = (): Snapshot => this.#snapshot
  troubles = (): { key: string; trouble: Trouble }[] =>
    [...this.#items].flatMap(([key, { trouble }]) => (trouble ? [{ key, trouble }] : []))

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Forgets everything that was typed. */
  wipe(): void {
    this.#stopped = true
    this.#backoff.stop()
    for (const item of this.#items.values()) this.#stopTyping(item)
    this.#items.clear()
    this.#queue = []
    this.#tell()
  }

  #item(key: string): Item {
    const known = this.#items.get(key)
    if (known) return known
    const item: Item = { version: 0, stored: BLANK, maybe: [] }
    this.#items.set(key, item)
    return item
  }

  #unfinished(key: string, answer: AnswerInput): Trouble | undefined {
    const message = this.#world.check(key, answer)
    return message === undefined ? undefined : { is: 'unfinished', message }
  }

  #pump(): void {
    if (this.#stopped || this.#signedOut || this.#sending !== undefined || this.#backoff.isWaiting) return
    const key = this.#queue.find((one) => this.#item(one).typing === undefined)
    const item = key === undefined ? undefined : this.#item(key)
    if (key === undefined || !item || item.wanted === undefined) {
      this.#rest()
      return
    }
    if (!this.#world.isOnline()) {
      this.#waitAndRetry()
      this.#rest()
      return
    }
    this.#sending = key
    const answer = item.wanted
    void this.#world.send(key, answer, item.version).then(
      (outcome) => this.#arrived(key, item, answer, outcome),
      () => this.#arrived(key, item, answer, { is: 'unreachable' }),
    )
    this.#tell()
  }

  #arrived(key: string, item: Item, sent: AnswerInput, outcome: SendOutcome): void {
    this.#sending = undefined
    if (this.#stopped || outcome.is === 'another-person') {
      if (!this.#stopped) this.#world.onAnotherPerson?.()
      this.wipe()
      this.#rest()
      return
    }
    if (outcome.is !== 'unreachable') this.#backoff.succeed()
    switch (outcome.is) {
      case 'saved':
        this.#stored(key, item, sent, outcome.version)
        this.#savedAt = outcome.savedAt
        break
      case 'conflict':
        this.#collided(key, item, outcome.standing)
        break
      case 'refused':
        this.#leave(key)
        item.trouble = { is: 'refused', message: outcome.message }
        break
      case 'signed-out':
        this.#signedOut = true
        break
      case 'unreachable':
        item.maybe.push(sent)
        this.#waitAndRetry(outcome.retryAfter)
        break
    }
    this.#tell()
    if (this.#signedOut || this.#backoff.isWaiting) this.#rest()
    else this.#pump()
  }

  #stored(key: string, item: Item, answer: AnswerInput, version: number): void {
    item.version = version
    item.stored = answer
    item.maybe = []
    if (item.wanted !== undefined && same(item.wanted, answer)) item.wanted = undefined
    if (item.wanted === undefined) this.#leave(key)
    this.#world.onSaved?.(key, answer, version)
  }

  #collided(key: string, item: Item, standing: Standing): void {
    // Our own words whose confirmation was lost on the way are no conflict.
    const ours = [item.wanted, ...item.maybe].some((one) => one !== undefined && same(one, standing.answer))
    if (ours) {
      this.#stored(key, item, standing.answer, standing.version)
      return
    }
    this.#leave(key)
    item.trouble = { is: 'conflict', mine: item.wanted ?? item.stored, standing }
  }

  #waitAndRetry(retryAfterSeconds?: number): void {
    if (this.#backoff.isWaiting) return
    this.#backoff.wait(() => this.#pump(), retryAfterSeconds)
    this.#tell()
  }

  #leave(key: string): void {
    this.#queue = this.#queue.filter((one) => one !== key)
  }

  #stopTyping(item: Item): void {
    if (item.typing !== undefined) this.#world.clearTimer(item.typing)
    item.typing = undefined
  }

  /** Nothing can be sent at the moment: whoever waits for that is told. */
  #rest(): void {
    const waiting = this.#idle
    this.#idle = []
    for (const done of waiting) done()
  }

  #tell(): void {
    const items = [...this.#items.entries()]
    const unsent = items.filter(([, item]) => item.wanted !== undefined || item.trouble)
    const next: Snapshot = { phase: this.#phase(unsent.length > 0), savedAt: this.#savedAt, unsent: unsent.length }
    const before = this.#snapshot
    this.#snapshot =
      before.phase === next.phase && before.savedAt === next.savedAt && before.unsent === next.unsent ? before : next
    this.#world.onUnsent?.(
      unsent.flatMap(([key, { wanted, version }]) => (wanted === undefined ? [] : [{ key, answer: wanted, version }])),
    )
    for (const listener of this.#listeners) listener()
  }

  #phase(anyUnsent: boolean): Phase | null {
    if (!anyUnsent) return this.#savedAt === null ? null : 'saved'
    if (this.#signedOut) return 'signed-out'
    const troubles = this.troubles()
    if (troubles.some(({ trouble }) => trouble.is === 'conflict')) return 'conflict'
    if (this.#backoff.isWaiting || this.#backoff.hasFailed) return 'retrying'
    return this.#queue.length > 0 || this.#sending !== undefined ? 'saving' : 'refused'
  }
}

/** Equal for the server: the order of keys and an empty note make no difference. */
export const same = (a: AnswerInput, b: AnswerInput): boolean => canonicalJson(a) === canonicalJson(b)
