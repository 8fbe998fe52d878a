import { and, eq } from 'drizzle-orm'
import { creditControl, decideReview, lockScores, saveAnswer, scoreHarm } from '#app/domain/reviews/index.server.ts'
import type { Database } from '#app/platform/database.server.ts'
import { answers } from '#db/schema/reviews.ts'
import { expectOk } from '#db/seed/stage.ts'
import { form, harmsOf } from '#tests/domain/reviews/record.ts'
import type { World } from '#tests/support/build.ts'

/** Words that stand in one place of a review and nowhere else in the world, by what they are. */
export const CANARIES = {
  launch: ['heliotrope-title', 'heliotrope-summary'],
  answers: ['marzipan-owner', 'marzipan-note', 'marzipan-number-8675309', 'marzipan-evidence', 'marzipan-link'],
  scores: ['obsidian-likelihood', 'obsidian-gravity', 'obsidian-credit', 'obsidian-reviewer'],
  override: ['quicksilver-override'],
  decision: ['tamarind-reasons', 'tamarind-condition'],
} as const
export type Kind = keyof typeof CANARIES
export const KINDS = Object.keys(CANARIES) as Kind[]
const [title, summary] = CANARIES.launch

/** A draft of the live team: only its team knows of it. */
export async function plantDraft(world: World): Promise<string> {
  const reviewId = await world.draft({ title, summary })
  await world.say('maya', reviewId, 'triage.reach', { state: 'unknown', note: CANARIES.answers[1] })
  return reviewId
}

/** A decided launch of the live team with something of every kind in it. */
export async function plantDecided(world: World, db: Database): Promise<string> {
  const reviewId = await world.review('triaged', { title, summary })
  const [owner, note, number, label, link] = CANARIES.answers
  await world.say('maya', reviewId, 'context.owner', { state: 'answered', value: owner })
  await world.say('maya', reviewId, 'rollback.ramp', { state: 'answered', value: number })
  await world.say('maya', reviewId, 'context.surfaces', { state: 'unknown', note })
  const evidence = [{ label, url: `https://docs.example.org/${link}` }]
  await world.say('maya', reviewId, 'contact.block_applies', { state: 'answered', value: 'yes', evidence })
  await world.answer('maya', reviewId)
  await world.submit('maya', reviewId)

  const [likelihoodReason, gravityReason, credit, reviewer] = CANARIES.scores
  const harms = await harmsOf(world, reviewId)
  await world.score('ines', reviewId, Object.fromEntries(harms.map((harm) => [harm, {}])))
  const ines = world.asking('ines')
  const standing = { version: 1, likelihood: 1, likelihoodReason, gravity: 5, gravityReason }
  for (const harm of harms)
    expectOk(
      await scoreHarm(ines, {
        ...{ reviewId, harm, ...standing },
        ...{ wideScope: 'suggested', irreversible: 'no', confidence: 'A', probability: 1 },
      }),
    )
  expectOk(
    await creditControl(ines, {
      reviewId,
      controlId: 'reports',
      version: 0,
      strength: 1,
      status: 'tested',
      note: credit,
    }),
  )
  const answer = { state: 'answered' as const, value: reviewer }
  expectOk(await saveAnswer(ines, { reviewId, questionKey: 'harms.reviewer_summary', version: 0, answer }))
  expectOk(await lockScores(ines, form(reviewId)))

  const [reasons, text] = CANARIES.decision
  const condition = { text, ownerId: world.personId('jonas'), dueOn: '2027-01-10', gate: 'before_launch' as const }
  const [overrideReason] = CANARIES.override
  // Stricter or looser is the same to the canary: the reason is kept whenever the rules are overruled.
  const told = { ...form(reviewId), reasons, overrideReason }
  const approved = await decideReview(world.asking('aoife'), { ...told, outcome: 'approve', conditions: [] })
  if (!approved.ok)
    expectOk(
      await decideReview(world.asking('aoife'), {
        ...{ ...told, ...form(reviewId), outcome: 'approve_with_conditions' },
        conditions: [{ ...condition, gateValue: null }],
      }),
    )
  const [kept] = await db
    .select()
    .from(answers)
    .where(and(eq(answers.reviewId, reviewId), eq(answers.questionKey, 'context.owner')))
  if (kept?.valText !== owner) throw new Error('a canary was not planted')
  return reviewId
}
