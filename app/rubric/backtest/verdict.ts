import type { Answer, Answers } from '../answers.ts'
import type { CompiledRubric } from '../compile.ts'
import type { Proposal } from '../decide.ts'
import { evaluate } from '../evaluate.ts'
import { raisedTier } from '../facts.ts'
import { isTier, type Level, type Tier } from '../rubric.ts'
import type { Scoring } from '../scoring.ts'

/** A review as it was decided: its answers, and the version they were given to. */
export type PastReview = {
  version: CompiledRubric
  answers: Answers
  given?: Answers
  /** What the reviewer scored. */
  scoring?: Scoring
}

/** What one version makes of one review. Null where that version has none of it, or the answers are not complete for it. */
export type Verdict = {
  /** With what knock-outs raise it to. */
  tier: Tier | null
  outcome: string | null
  inherent: Level | null
  current: Level | null
  decision: Proposal | null
  /** How many questions are asked. */
  visible: number
  /** The codes of the knock-outs that fire, in the order of the file. */
  knockouts: string[]
  openGates: string[]
}

export type Replayed = { before: Verdict; after: Verdict; added: number }

/** One review under its own version and under the draft, by the same closures that judge a live review. */
export function replay(draft: CompiledRubric, review: PastReview): Replayed {
  const { version, scoring = {} } = review
  const was = judge(version, review.answers, review.given ?? {}, scoring)
  const { answers, given } = asAskedBy(draft, review, was.shown)
  const is = judge(draft, answers, given, scoring)
  return { before: was.verdict, after: is.verdict, added: is.shown.filter((id) => !was.shown.includes(id)).length }
}

/**
 * The answers as the draft finds them. What the review was never asked is unknown, and so is a fact its version was not given; what
 * it was asked and left blank stays blank, so that a version back-tested against itself changes nothing.
 */
function asAskedBy(draft: CompiledRubric, { version, answers, given = {} }: PastReview, shown: readonly string[]) {
  const asked = new Set(shown)
  const known = new Set(version.givenIds)
  const filled = (from: Answers, ids: readonly string[], had: ReadonlySet<string>): Answers => ({
    ...from,
    ...Object.fromEntries(ids.filter((id) => !from[id] && !had.has(id)).map((id) => [id, UNKNOWN_ANSWER])),
  })
  return {
    answers: filled(
      answers,
      draft.questions.map(({ question }) => question.id),
      asked,
    ),
    given: filled(given, draft.givenIds, known),
  }
}
const UNKNOWN_ANSWER: Answer = { state: 'unknown' }

function judge(compiled: CompiledRubric, answers: Answers, given: Answers, scoring: Scoring) {
  const { facts, tier, outcome, assessment, decision } = evaluate(compiled, { answers, given, scoring })
  const present = tier?.tier ?? tierIn(given[TIER_FACT], compiled)
  const verdict: Verdict = {
    tier: present ? (raisedTier(facts, present)?.to ?? present) : null,
    outcome: outcome?.state === 'decided' ? outcome.outcome.id : null,
    inherent: assessment?.overall.inherent ?? null,
    current: assessment?.overall.current ?? null,
    decision: decision?.proposal ?? null,
    visible: facts.visible.length,
    knockouts: facts.knockouts.map(({ knockout }) => knockout.code),
    openGates: [...facts.openGates],
  }
  return { verdict, shown: facts.visible.map(({ question }) => question.id) }
}

/** The fact that hands the tier of triage in. */
export const TIER_FACT = 'tier'

function tierIn(answer: Answer | undefined, { givenIds }: CompiledRubric): Tier | undefined {
  return givenIds.includes(TIER_FACT) && answer?.state === 'answered' && isTier(answer.value) ? answer.value : undefined
}
