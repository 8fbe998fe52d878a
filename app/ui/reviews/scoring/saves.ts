import type { RefusedAtBench, StandingAtBench } from '#app/domain/reviews/index.ts'
import type { SavePhase } from '#app/ui/kit/save-state.tsx'
import { Backoff, browserTimers } from '../autosave/backoff.ts'

export type Fields = Readonly<Record<string, string>>
/** Why something could not be saved: the words, and what stands on the server where somebody else was faster. */
export type SaveTrouble = {
  message: string
  fields: Readonly<Record<string, string>>
  standing: StandingAtBench | null
}

type Item = {
  version: number
  /** What is not confirmed yet. */
  wanted: Fields | undefined
  /** Something is set that cannot be sent yet: its reason is missing. */
  unfinished: boolean
  phase: SavePhase | null
  trouble: SaveTrouble | null
  timer: ReturnType<typeof setTimeout> | undefined
}

const TYPING_MS = 500
const SLOWEST_MS = 20_000

/** Who works at the bench, and what to do once somebody else is signed in. */
type Writer = { id: string; onAnotherPerson: () => void }

/**
 * Saves the parts of the bench while somebody works: each part by its key, one request at a time, each naming the version it saw.
 * What fails on the way is tried again; what somebody else changed meanwhile waits for a choice; nothing is dropped.
 */
export class Saves {
  readonly #url: string
  readonly #zone: string
  readonly #writer: Writer
  readonly #items = new Map<string, Item>()
  readonly #listeners = new Set<() => void>()
  #sending = false
  readonly #backoff = new Backoff(browserTimers)
  #count = 0

  constructor(url: string, zone: string, writer: Writer) {
    this.#url = url
    this.#zone = zone
    this.#writer = writer
  }

  /** The version that the page was loaded with. */
  know(key: string, version: number): void {
    if (!this.#items.has(key)) this.#items.set(key, { ...NEW, version })
  }

  /** A plain form was refused before this page could save: what was typed in it waits here, like any other change that met trouble. */
  refuse(key: string, { typed, message, fields, standing }: RefusedAtBench): void {
    const item = this.#item(key)
    item.version = standing?.version ?? versionIn(typed)
    item.wanted = typed
    item.trouble = { message, fields, standing }
    item.phase = standing ? { is: 'conflict' } : null
  }

  /** The fields to save; undefined when they went back to something that cannot or need not be saved now. */
  want(key: string, fields: Fields | undefined, soon = false): void {
    const item = this.#item(key)
    clearTimeout(item.timer)
    item.wanted = fields
    item.unfinished = fields === undefined
    if (!item.trouble?.standing) {
      item.trouble = null
      item.phase = fields ? { is: 'saving' } : null
      if (fields) item.timer = setTimeout(() => this.#pump(), soon ? TYPING_MS : 150)
    }
    this.#tell()
  }

  /** Somebody else was faster: ours goes on top of theirs, or is given up for it. */
  settle(key: string, choice: 'mine' | 'theirs'): void {
    const item = this.#item(key)
    if (!item.trouble?.standing) return
    item.version = item.trouble.standing.version
    item.trouble = null
    item.phase = null
    if (choice === 'mine' && item.wanted) this.want(key, item.wanted)
    else {
      item.wanted = undefined
      item.unfinished = false
      this.#tell()
    }
  }

  /** Sends what waits. @returns whether everything is stored */
  async flush(): Promise<boolean> {
    for (const item of this.#items.values()) clearTimeout(item.timer)
    for (let round = 0; round < 200 && (this.#sending || this.#next()); round++) {
      void this.#pump()
      await new Promise((done) => setTimeout(done, 50))
    }
    return this.unsent === 0
  }

  /** The network is back, or the person is signed in again: what waited for that is sent now. */
  resume(): void {
    this.#backoff.forget()
    for (const item of this.#items.values())
      if (item.wanted && (item.phase?.is === 'signed-out' || item.phase?.is === 'retrying')) {
        clearTimeout(item.timer)
        item.phase = { is: 'saving' }
      }
    this.#tell()
    void this.#pump()
  }

  isSignedOut = (): boolean => [...this.#items.values()].some(({ phase }) => phase?.is === 'signed-out')
  get unsent(): number {
    return [...this.#items.values()].filter(({ wanted, unfinished }) => wanted !== undefined || unfinished).length
  }

  statusOf = (key: string): Pick<Item, 'phase' | 'trouble' | 'unfinished' | 'version'> => this.#items.get(key) ?? NEW
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  /** Changes with every change, so that a page knows when to look again. */
  snapshot = (): number => this.#count

  /** The state of all parts as one, the worst first. */
  overall(): SavePhase | null {
    const phases = [...this.#items.values()].flatMap(({ phase }) => (phase ? [phase] : []))
    for (const is of ['conflict', 'signed-out', 'retrying', 'saving'] as const)
      if (phases.some((phase) => phase.is === is)) return { is }
    return phases.reduce<SavePhase | null>(
      (last, phase) =>
        phase.is === 'saved' && (last?.is !== 'saved' || String(phase.at) > String(last.at)) ? phase : last,
      null,
    )
  }

  #item(key: string): Item {
    const known = this.#items.get(key)
    if (known) return known
    const made = { ...NEW }
    this.#items.set(key, made)
    return made
  }

  #next = (): [string, Item] | undefined =>
    [...this.#items].find(([, { wanted, trouble, phase }]) => wanted && !trouble && phase?.is !== 'signed-out')

  async #pump(): Promise<void> {
    if (this.#sending) return
    const [key, item] = this.#next() ?? []
    if (key === undefined || !item?.wanted) return
    this.#sending = true
    this.#backoff.stop()
    const busyFor = await this.#send(item, item.wanted).catch(() => 0)
    if (busyFor === undefined) this.#backoff.succeed()
    else {
      item.phase = { is: 'retrying' }
      this.#backoff.wait(() => this.#pump(), busyFor)
    }
    this.#sending = false
    this.#tell()
    if (item.phase?.is !== 'retrying' && this.#next()) void this.#pump()
  }

  /** @returns the seconds a busy server asked for; nothing when it answered */
  async #send(item: Item, sent: Fields): Promise<number | undefined> {
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams({
        ...sent,
        ...versionField(sent, item.version),
        writer: this.#writer.id,
      }),
      signal: AbortSignal.timeout(SLOWEST_MS),
    })
    if (response.status === 401) {
      item.phase = { is: 'signed-out' }
      return undefined
    }
    if (response.status >= 500 || response.status === 429) return Number(response.headers.get('retry-after')) || 0
    const body = (await response.json()) as Partial<{
      version: number
      savedAt: string
      code: string
      message: string
      fields: Record<string, string>
      standing: StandingAtBench
    }>
    if (body.code === 'another-person') {
      // Nothing typed here may be shown to them, or sent under their name.
      for (const { timer } of this.#items.values()) clearTimeout(timer)
      this.#items.clear()
      this.#writer.onAnotherPerson()
      return undefined
    }
    if (response.ok && body.version !== undefined) {
      item.version = body.version
      if (item.wanted === sent) item.wanted = undefined
      item.phase = item.wanted ? { is: 'saving' } : { is: 'saved', at: body.savedAt ?? new Date(), zone: this.#zone }
      return undefined
    }
    item.trouble = {
      message: body.message ?? 'This could not be saved. Open the page again.',
      fields: body.fields ?? {},
      standing: body.standing ?? null,
    }
    item.phase = body.standing ? { is: 'conflict' } : null
    return undefined
  }

  #tell(): void {
    this.#count++
    for (const listener of this.#listeners) listener()
  }
}

const NEW: Item = { version: 0, wanted: undefined, unfinished: false, phase: null, trouble: null, timer: undefined }

const versionIn = (typed: Fields): number =>
  Number(typed.act === 'answer' ? typed[`q~${typed.questionKey}~version`] : typed.version) || 0

/** An answer names its version in a field of its own, beside the answer's other fields. */
const versionField = (fields: Fields, version: number): Fields =>
  fields.act === 'answer' ? { [`q~${fields.questionKey}~version`]: String(version) } : { version: String(version) }
