import type { Answers } from './answers.ts'
import { type Assessment, assess } from './assess.ts'
import type { CompiledRubric } from './compile.ts'
import { type Decision, decide } from './decide.ts'
import { type FactOptions, type Facts, findTier, gatherFacts, type TierResult } from './facts.ts'
import { findOutcome, type OutcomeResult } from './outcome.ts'
import type { Scoring } from './scoring.ts'

/** Everything the engine says about one set of answers. */
export type Evaluation = {
  facts: Facts
  tier?: TierResult
  outcome?: OutcomeResult
  assessment?: Assessment
  decision?: Decision
}

export type EvaluationInput = {
  answers: Answers
  given?: Answers
  scoring?: Scoring
  openConditions?: number
  options?: FactOptions
}

/** Facts → tier, outcome, or assessment → decision, in one go. Which of them there are depends on the rubric. */
export function evaluate(compiled: CompiledRubric, input: EvaluationInput): Evaluation {
  const facts = gatherFacts(compiled, input.answers, input.given, input.options)
  const tier = findTier(compiled, facts)
  const outcome = findOutcome(compiled, facts)
  if (!compiled.rubric.decision) return { facts, ...(tier ? { tier } : {}), ...(outcome ? { outcome } : {}) }
  const assessment = assess(compiled, facts, input.scoring)
  const decision = decide(compiled, facts, assessment, input.openConditions)
  return { facts, ...(tier ? { tier } : {}), assessment, decision }
}
