import type { AutosaveWorld, Timer } from './world.ts'

export type BackoffWorld = Pick<AutosaveWorld, 'setTimer' | 'clearTimer' | 'chance'>

/** The clock and the chance of a browser. */
export const browserTimers: BackoffWorld = {
  setTimer: (work, ms) => setTimeout(work, ms),
  clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  chance: Math.random,
}

const LONGEST_WAIT_MS = 30_000

/** When to try again: later each time, never all browsers at the same moment, and not sooner than the server asked. */
export class Backoff {
  readonly #world: BackoffWorld
  #timer: Timer | undefined
  #failures = 0

  constructor(world: BackoffWorld) {
    this.#world = world
  }

  get isWaiting(): boolean {
    return this.#timer !== undefined
  }

  /** The last attempt failed, whether the next is waited for or under way. */
  get hasFailed(): boolean {
    return this.#failures > 0
  }

  wait(again: () => void, retryAfterSeconds = 0): void {
    const growing = Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** this.#failures++)
    const ms = Math.max(growing * (0.75 + this.#world.chance() / 2), retryAfterSeconds * 1_000)
    this.#timer = this.#world.setTimer(() => {
      this.#timer = undefined
      again()
    }, ms)
  }

  /** Waits no longer; how often it failed is still known. */
  stop(): void {
    if (this.#timer !== undefined) this.#world.clearTimer(this.#timer)
    this.#timer = undefined
  }

  succeed(): void {
    this.#failures = 0
  }

  /** Begins anew. */
  forget(): void {
    this.stop()
    this.succeed()
  }
}
