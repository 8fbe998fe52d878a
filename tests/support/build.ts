import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { type Ctx, createContext } from '#app/domain/ctx.server.ts'
import { requestChanges, withdrawReview } from '#app/domain/reviews/index.server.ts'
import type { ReviewState } from '#app/domain/reviews/index.ts'
import { loadLibrary, registerLibrary } from '#app/domain/rubric-versions/index.server.ts'
import type { Actor } from '#app/platform/access/actor.ts'
import type { Database } from '#app/platform/database.server.ts'
import type { AnswerValue, Tier } from '#app/rubric/index.ts'
import type { PersonKey } from '#db/seed/cast.ts'
import { expectOk, Stage } from '#db/seed/stage.ts'

/** The day on which built stories happen. */
export const BUILD_DAY = '2026-11-23'

const NOTHING: Record<string, AnswerValue> = {
  change_type: ['feature_change'],
  minors: 'no',
  contact: ['none'],
  live: ['none'],
  discovery: ['none'],
  ai: ['none'],
  money: ['none'],
  identity: ['none'],
  weakens_control: 'no',
  reach: 10,
  history: 'none',
}

/** Triage answers that lead to each tier. */
export const TRIAGE: Readonly<Record<Tier, Record<string, AnswerValue>>> = {
  T0: NOTHING,
  T1: { ...NOTHING, money: ['money'] },
  T2: { ...NOTHING, contact: ['chat'], reach: 5 },
  T3: { ...NOTHING, contact: ['chat'], minors: 'yes', reach: 40 },
  T4: { ...NOTHING, weakens_control: 'yes' },
}

type Asked = { by?: PersonKey; tier?: Tier; title?: string; summary?: string; reviewer?: PersonKey }

/**
 * The cast of the demo world and the rubrics, in this test file's database; launches are brought where a test needs them by the
 * commands that people use, so that no test starts from a state the portal would refuse.
 */
export class World extends Stage {
  private readonly db: Database

  constructor(db: Database, today = BUILD_DAY) {
    super({ db, newId: randomUUID, now: () => new Date(`${today}T09:00:00Z`) }, today)
    this.db = db
  }

  actor(person: PersonKey): Actor {
    const actor = this.people.get(person)
    if (!actor) throw new Error(`${person} is not in the cast`)
    return actor
  }

  /** Reads and acts as this person at a moment, or as somebody like them. */
  asking(person: PersonKey, at = `${this.today}T09:00:00Z`, more: Partial<Actor> = {}): Ctx {
    const now = new Date(at)
    return createContext({ db: this.db, newId: randomUUID, now: () => now }, { ...this.actor(person), ...more })
  }

  /** A launch whose triage nobody has answered yet. @returns the id of its review */
  draft({ by = 'maya', title = 'Squad Lobby', summary = 'A lobby for creators who stream together.' }: Asked = {}) {
    return this.describe(by, { title, summary, launchIn: 60, markets: ['Global'] })
  }

  /** A review in any state. @returns its id */
  async review(state: ReviewState, asked: Asked = {}): Promise<string> {
    const { by = 'maya', reviewer = 'ines', tier = state === 'logged' ? 'T0' : 'T2' } = asked
    const reviewId = await this.draft(asked)
    const onceKey = randomUUID()
    if (state === 'withdrawn') {
      expectOk(await withdrawReview(this.as(by), { reviewId, onceKey, reason: 'Not this year.' }))
      return reviewId
    }
    if (state === 'draft') return reviewId
    await this.triage(by, reviewId, TRIAGE[tier])
    if (state === 'triaged' || (state === 'logged' && tier === 'T0')) return reviewId
    await this.answer(by, reviewId, tier === 'T1' ? {} : { 'context.people_reached': 30_000 })
    await this.submit(by, reviewId)
    if (state === 'in_review' || state === 'logged') return reviewId
    if (state === 'changes_requested') {
      const questions = [{ questionKey: 'context.people_reached', note: 'Where is this number from?' }]
      expectOk(
        await requestChanges(this.as(reviewer), {
          reviewId,
          onceKey,
          note: 'Say where the reach comes from.',
          questions,
        }),
      )
      return reviewId
    }
    await this.score(reviewer, reviewId)
    await this.lock(reviewer, reviewId)
    if (state === 'scored') return reviewId
    const outcome = state === 'escalated' ? 'escalate' : 'block'
    await this.decide('aoife', reviewId, { outcome, reasons: 'The risk stays too high as it is planned.' })
    return reviewId
  }
}

/** The world of a test file, with everybody in it. Without accounts nobody can sign in, and it is there much sooner. */
export async function buildWorld(db: Database, today = BUILD_DAY, { accounts = true } = {}): Promise<World> {
  const world = new World(db, today)
  await registerLibrary(
    db,
    await loadLibrary(join(process.cwd(), 'rubrics')),
    new Date(`${today}T00:00:00Z`),
    randomUUID,
  )
  await (accounts ? world.gather() : world.gather(''))
  world.when(0)
  return world
}
