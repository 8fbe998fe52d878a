import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Ctx } from '#app/domain/ctx.server.ts'
import {
  attestNoMechanism,
  decideReview,
  findReview,
  findScoring,
  lockScores,
  requestChanges,
  saveAnswer,
  scoreHarm,
  takeOverReview,
  takeReview,
} from '#app/domain/reviews/index.server.ts'
import type { Actor } from '#app/platform/access/actor.ts'
import type { Result } from '#app/platform/result.ts'
import { recorded, verdict } from '#tests/platform/audit/world.ts'
import type { World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { endOf, form, peopleAndRubrics } from './record.ts'

const { db } = await testDatabase()
let world: World
let inReview: string
let taken: string
let scored: string
beforeAll(async () => {
  world = await peopleAndRubrics(db)
  inReview = await world.review('in_review')
  taken = await world.review('in_review')
  await takeReview(world.asking('ines'), { reviewId: taken })
  scored = await world.review('scored')
  // Hana answered for the team once, before she moved to the reviewers.
  for (const reviewId of [inReview, taken, scored])
    await recorded(
      db,
      [`review:${reviewId}`],
      [sql`insert into answer_authors values (${reviewId}, ${world.personId('hana')}, now())`],
    )
})

const ALL = ['reviewer', 'lead', 'council', 'admin', 'submitter', 'incident_manager', 'consultant', 'auditor']
/** Whoever has a part in the launch, with every role there is on top of their own. */
const conflicted: [string, () => Ctx][] = [
  ['the submitter', () => world.asking('maya', undefined, { roles: ALL })],
  ['somebody else of the team', () => world.asking('jonas', undefined, { roles: ALL })],
  ['the administrator and lead of the team', () => world.asking('kofi')],
  ['somebody who wrote one of the answers and works elsewhere now', () => moved('hana')],
  ['the submitter, in another team since', () => moved('maya')],
]
const moved = (person: 'hana' | 'maya', more: Partial<Actor> = {}) =>
  world.asking(person, undefined, { roles: ALL, teamId: world.teams.get('review') ?? '', ...more })

const acts: [string, 'inReview' | 'taken' | 'scored', (ctx: Ctx, reviewId: string) => Promise<Result<unknown>>][] = [
  ['take it', 'inReview', (ctx, reviewId) => takeReview(ctx, { reviewId })],
  [
    'take it over',
    'taken',
    (ctx, reviewId) =>
      takeOverReview(ctx, { ...form(reviewId), from: world.personId('ines'), reason: 'For this test only.' }),
  ],
  [
    'score it',
    'inReview',
    (ctx, reviewId) =>
      scoreHarm(ctx, {
        ...{
          reviewId,
          harm: 'HAR-1',
          version: 0,
          likelihood: null,
          likelihoodReason: '',
          gravity: null,
          gravityReason: '',
        },
        ...{ wideScope: 'suggested', irreversible: 'no', confidence: 'A', probability: 1 },
      }),
  ],
  ['lock the scores', 'inReview', (ctx, reviewId) => lockScores(ctx, form(reviewId))],
  [
    'attest for it',
    'inReview',
    (ctx, reviewId) => attestNoMechanism(ctx, { reviewId, harm: 'HAR-1', reason: 'None.' }),
  ],
  [
    'answer the reviewer’s questions',
    'inReview',
    (ctx, reviewId) =>
      saveAnswer(ctx, {
        reviewId,
        questionKey: 'harms.reviewer_summary',
        version: 0,
        answer: { state: 'answered', value: 'x' },
      }),
  ],
  [
    'ask for changes',
    'inReview',
    (ctx, reviewId) =>
      requestChanges(ctx, { ...form(reviewId), note: 'x', questions: [{ questionKey: 'context.owner', note: '' }] }),
  ],
  ...(['approve', 'escalate', 'block'] as const).map(
    (outcome) =>
      [
        `decide: ${outcome}`,
        'scored',
        (ctx: Ctx, reviewId: string) =>
          decideReview(ctx, { ...form(reviewId), outcome, reasons: 'x', overrideReason: 'x', conditions: [] }),
      ] as [string, 'scored', (ctx: Ctx, reviewId: string) => Promise<Result<unknown>>],
  ),
]

describe.each(conflicted)('%s, whatever roles they hold', (_, who) => {
  test.each(acts)('may not %s', async (_, where, act) => {
    expect(await endOf(() => act(who(), { inReview, taken, scored }[where]))).toBe('refused')
  })

  test('sees no scores, and no button to judge', async () => {
    const review = await findReview(who(), scored)
    const { take, take_over, score, answer_as_reviewer, attest, request_changes, decide, read_assessment } =
      review?.may ?? {}
    expect({ take, take_over, score, answer_as_reviewer, attest, request_changes, decide, read_assessment }).toEqual({
      ...{ take: false, take_over: false, score: false, answer_as_reviewer: false, attest: false },
      ...{ request_changes: false, decide: false, read_assessment: false },
    })
    expect(await findScoring(who(), scored)).toBeUndefined()
  })
})

test('the refusal says why, to whoever may know of the review', async () => {
  const said = async (ctx: Ctx) => takeReview(ctx, { reviewId: inReview }).then(String, (error: Error) => error.message)
  expect(await said(world.asking('kofi'))).toContain('somebody else must judge it')
  expect(await said(moved('hana'))).toContain('You wrote answers of this review')
  expect(await said(world.asking('priya'))).toBe('Not found')
})

test.each(['maya', 'jonas', 'kofi', 'hana'] as const)(
  'the database refuses a decision of %s as well',
  async (person) => {
    const decision = sql`insert into decisions (id, review_id, round, outcome, proposal, residual, authority, reasons, decided_by, decided_at)
    values (gen_random_uuid(), ${scored}, 1, 'approve', 'approve', 'L', 'lead', 'Fine', ${world.personId(person)}, now())`
    expect(await verdict(() => recorded(db, [`review:${scored}`], [decision]))).toBe('law_decision_other')
  },
)

test('somebody without a part in it may', async () => {
  expect(await endOf(() => takeReview(world.asking('rafael'), { reviewId: inReview }))).toBe('done')
})
