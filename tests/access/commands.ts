import { randomUUID } from 'node:crypto'
import { type Ctx, createContext } from '#app/domain/ctx.server.ts'
import {
  addHarm,
  attestNoMechanism,
  changeLaunch,
  confirmAnswer,
  creditControl,
  decideReview,
  giveBackReview,
  lockScores,
  moveReview,
  raiseTier,
  reopenTriage,
  requestChanges,
  rescopeReview,
  saveAnswer,
  scoreHarm,
  submitReview,
  submitTriage,
  takeOverReview,
  takeReview,
  undoMove,
  withdrawReview,
} from '#app/domain/reviews/index.server.ts'
import type { ReviewAction } from '#app/domain/reviews/policy.ts'
import { AccessDenied } from '#app/platform/access/authorize.ts'
import type { Database } from '#app/platform/database.server.ts'

type Command = (ctx: Ctx, reviewId: string) => Promise<unknown>

const form = (reviewId: string) => ({ reviewId, onceKey: randomUUID() })
const reason = 'For this test only.'
const answer =
  (questionKey: string): Command =>
  (ctx, reviewId) =>
    saveAnswer(ctx, { reviewId, questionKey, version: 99, answer: { state: 'answered', value: 'x' } })

/** Every command that changes a review, by the permission it asks for. Reading has none. */
export const COMMANDS: Readonly<Record<ReviewAction, Readonly<Record<string, Command>>>> = {
  read: {},
  read_answers: {},
  read_assessment: {},
  read_decision: {},
  answer: {
    saveAnswer: answer('context.owner'),
    changeLaunch: (ctx, reviewId) =>
      changeLaunch(ctx, {
        reviewId,
        version: 99,
        title: 'x',
        summary: 'x',
        launchOn: '2027-01-01',
        markets: ['Global'],
      }),
    reopenTriage: (ctx, reviewId) => reopenTriage(ctx, { ...form(reviewId), reason }),
    confirmAnswer: (ctx, reviewId) => confirmAnswer(ctx, { reviewId, questionKey: 'context.owner' }),
  },
  submit: {
    submitTriage: (ctx, reviewId) => submitTriage(ctx, form(reviewId), 0.5),
    submitReview: (ctx, reviewId) => submitReview(ctx, form(reviewId)),
  },
  move_version: {
    moveReview: (ctx, reviewId) => moveReview(ctx, { ...form(reviewId), toVersionId: randomUUID() }),
    undoMove: (ctx, reviewId) => undoMove(ctx, { ...form(reviewId), moveId: randomUUID() }),
  },
  raise_tier: { raiseTier: (ctx, reviewId) => raiseTier(ctx, { ...form(reviewId), tier: 'T4', reason }) },
  withdraw: { withdrawReview: (ctx, reviewId) => withdrawReview(ctx, { ...form(reviewId), reason }) },
  rescope: { rescopeReview: (ctx, reviewId) => rescopeReview(ctx, { ...form(reviewId), reason }) },
  take: { takeReview: (ctx, reviewId) => takeReview(ctx, { reviewId }) },
  take_over: {
    takeOverReview: (ctx, reviewId) => takeOverReview(ctx, { ...form(reviewId), from: randomUUID(), reason }),
  },
  give_back: { giveBackReview: (ctx, reviewId) => giveBackReview(ctx, { ...form(reviewId), reason }) },
  score: {
    scoreHarm: (ctx, reviewId) =>
      scoreHarm(ctx, {
        ...{ reviewId, harm: 'HAR-1', version: 99, likelihood: null, likelihoodReason: '', gravity: null },
        ...{ gravityReason: '', wideScope: 'suggested', irreversible: 'no', confidence: 'A', probability: 1 },
      }),
    addHarm: (ctx, reviewId) => addHarm(ctx, { reviewId, harm: 'HAR-1', reason }),
    creditControl: (ctx, reviewId) =>
      creditControl(ctx, { reviewId, controlId: 'a', version: 99, strength: 1, status: 'tested', note: reason }),
    lockScores: (ctx, reviewId) => lockScores(ctx, form(reviewId)),
  },
  answer_as_reviewer: { saveAnswer: answer('harms.reviewer_summary') },
  request_changes: {
    requestChanges: (ctx, reviewId) =>
      requestChanges(ctx, { ...form(reviewId), note: reason, questions: [{ questionKey: 'context.owner', note: '' }] }),
  },
  attest: { attestNoMechanism: (ctx, reviewId) => attestNoMechanism(ctx, { reviewId, harm: 'HAR-1', reason }) },
  decide: {
    decideReview: (ctx, reviewId) =>
      decideReview(ctx, { ...form(reviewId), outcome: 'block', reasons: reason, overrideReason: '', conditions: [] }),
  },
}

/** Was the command let through by the policy? Whatever it did is undone. */
export async function letThrough(db: Database, ctx: Ctx, command: Command, reviewId: string): Promise<boolean> {
  let through = true
  try {
    await db.transaction(async (tx) => {
      const undone = createContext({ db: tx as unknown as Database, newId: randomUUID, now: () => ctx.now }, ctx.actor)
      await command(undone, reviewId)
      throw new Undo()
    })
  } catch (error) {
    if (error instanceof AccessDenied) through = false
    else if (!(error instanceof Undo)) throw error
  }
  return through
}

class Undo extends Error {}
