import type { Answer, AnswerProblem, Answers } from './answers.ts'
import { checkAnswer, checkRows } from './check-answer.ts'
import type { CompiledQuestion, CompiledRubric } from './compile.ts'
import { asksForEvidence, withAskedEvidence } from './evidence.ts'
import { isTier, type Knockout, type Tier, tierRank } from './rubric.ts'

/** A knock-out that fired: surely, or perhaps, because it hangs on an unknown answer to a gate. */
export type FiredKnockout = {
  questionId: string
  knockout: Knockout
  because: 'answer' | 'unknown'
  /** The questions and given facts its condition looks at. */
  from: readonly string[]
}

/** The first stage: what the answers say, before anything is scored. */
export type Facts = {
  /** Effective answers by slot: a hidden question's slot is empty. */
  slots: readonly (Answer | undefined)[]
  visible: readonly CompiledQuestion[]
  hidden: readonly string[]
  /** Visible and required, but blank. */
  missing: readonly string[]
  /** Given, but not acceptable: not an option, out of range, too few rows. Not complete, and all but too few rows count as blank. */
  invalid: readonly AnswerProblem[]
  unknown: readonly string[]
  /** Answered in a way that asks for evidence, and none is given. Nothing is held up by it. */
  unproven: readonly string[]
  /** Gates that are blank, invalid or unknown: with one of these nothing is approved. */
  openGates: readonly string[]
  /** Given ÷ asked over visible required questions, 1 where nothing is asked. */
  completeness: number
  unknownRate: number
  knockouts: readonly FiredKnockout[]
}

export type FactOptions = {
  /** Whose questions to ask for; the others are neither missing nor counted. Default: both. */
  answeredBy?: 'submitter' | 'reviewer'
}

/**
 * Answers → facts. Pure: the same answers give the same facts in the browser and on the server, whatever their order.
 * @param given facts handed in from outside, by id (`tier`, `triage.minors`)
 */
export function gatherFacts(
  compiled: CompiledRubric,
  answers: Answers,
  given: Answers = {},
  options: FactOptions = {},
): Facts {
  const slots: (Answer | undefined)[] = new Array(compiled.slots)
  compiled.givenIds.forEach((id, slot) => {
    slots[slot] = given[id]
  })
  const shown: boolean[] = new Array(compiled.slots)
  const refused = new Map<CompiledQuestion, AnswerProblem>()
  for (const question of compiled.byDependency) {
    const visible =
      (!question.sectionShown || question.sectionShown(slots)) &&
      (!question.shown || question.shown(slots)) &&
      (question.unlessShown === undefined || !shown[question.unlessShown])
    shown[question.slot] = visible
    // A hidden answer is kept by whoever stores it, but here it counts as blank, and so hides what hangs on it.
    const answer = visible ? answers[question.question.id] : undefined
    const problem = answer && checkAnswer(question, answer)
    // An answer that is not acceptable counts as blank too: nothing is shown, scored or decided on it.
    if (problem) refused.set(question, problem)
    else slots[question.slot] = answer && withAskedEvidence(question, answer)
  }

  const visible: CompiledQuestion[] = []
  const hidden: string[] = []
  const missing: string[] = []
  const invalid: AnswerProblem[] = []
  const unknown: string[] = []
  const unproven: string[] = []
  const openGates: string[] = []
  const knockouts: FiredKnockout[] = []
  let asked = 0
  let givenAnswers = 0
  for (const question of compiled.questions) {
    const { id, required, gate, answered_by } = question.question
    if (!shown[question.slot]) {
      hidden.push(id)
      continue
    }
    visible.push(question)
    const answer = slots[question.slot]
    const problem = refused.get(question) ?? (answer && checkRows(question, answer, slots))
    if (answer?.state === 'unknown') unknown.push(id)
    for (const { knockout, fires, from } of question.knockouts) {
      const fired = fires(slots)
      if (fired > 0) knockouts.push({ questionId: id, knockout, because: fired === 2 ? 'answer' : 'unknown', from })
    }
    if (options.answeredBy && options.answeredBy !== answered_by) continue
    if (problem) invalid.push(problem)
    if (answer?.state === 'answered' && !answer.evidence && asksForEvidence(question, answer)) unproven.push(id)
    if (gate && (!answer || problem || answer.state === 'unknown')) openGates.push(id)
    if (!required) continue
    asked++
    if (answer && !problem) givenAnswers++
    else if (!problem) missing.push(id)
  }
  return {
    slots,
    visible,
    hidden,
    missing,
    invalid,
    unknown,
    unproven,
    openGates,
    completeness: asked === 0 ? 1 : givenAnswers / asked,
    unknownRate: visible.length === 0 ? 0 : unknown.length / visible.length,
    knockouts,
  }
}

/** The tier and the rule that gave it. */
export type TierResult = { tier: Tier; rule: string; because: string }

/** The first tier rule that applies to the facts; undefined where the rubric has no tiers. */
export function findTier(compiled: CompiledRubric, facts: Facts): TierResult | undefined {
  const { tiers } = compiled.rubric
  if (!tiers) return undefined
  for (const { rule, applies } of compiled.tierRules) {
    if (applies(facts.slots)) return { tier: rule.tier, rule: rule.id, because: rule.because }
  }
  return { tier: tiers.otherwise.tier, rule: 'otherwise', because: tiers.otherwise.because }
}

/** The least tier that fired `tier_up` knock-outs ask for, if it is above the present one. */
export function raisedTier(facts: Facts, present: Tier): { to: Tier; by: FiredKnockout } | undefined {
  let raised: { to: Tier; by: FiredKnockout } | undefined
  for (const fired of facts.knockouts) {
    const to = fired.knockout.to
    if (fired.knockout.action === 'tier_up' && isTier(to) && tierRank(to) > tierRank(raised?.to ?? present))
      raised = { to, by: fired }
  }
  return raised
}
