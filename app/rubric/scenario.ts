import * as z from 'zod'
import { joinParts, rawAnswersSchema, scoringSchema } from './answers-file.ts'
import type { CompiledRubric } from './compile.ts'
import { PROPOSALS } from './decide.ts'
import { type Diagnostic, diagnosticText } from './diagnostic.ts'
import { type Evaluation, evaluate } from './evaluate.ts'
import { type Explanation, explain } from './explain.ts'
import { raisedTier } from './facts.ts'
import { nearest } from './nearest.ts'
import { error } from './parse/error.ts'
import { type Parsed, parseShape } from './parse/shape.ts'
import { LEVELS, TIERS } from './rubric.ts'
import { harmCode, reasonCode } from './words-schema.ts'

/**
 * A scenario: answers and what the rubric must make of them. T&S people write them beside the rubric, in words of the rubric;
 * they are how a change of a rule is seen to do what was meant, and nothing else.
 */
const ids = z.array(z.string().max(80)).max(200)
const level = z.enum(LEVELS)
export const scenarioSchema = z.strictObject({
  /** The version it is for: `launch-full@1.0.0`. Without a version it is for the newest published one. */
  rubric: z.string().max(60),
  /** Other versions that must make the same of it. */
  also: z.array(z.string().max(60)).min(1).max(8).optional(),
  title: z.string().min(1).max(300),
  /** Another scenario of the folder whose given facts, answers and scoring it starts from. An answer of `null` takes one away. */
  base: z.string().max(80).optional(),
  given: rawAnswersSchema.optional(),
  answers: rawAnswersSchema.optional(),
  scoring: scoringSchema.optional(),
  open_conditions: z.number().int().min(0).optional(),
  expect: z.strictObject({
    /** Exactly these questions, in any order. */
    visible: ids.optional(),
    visible_includes: ids.optional(),
    hidden_includes: ids.optional(),
    visible_count: z.number().int().optional(),
    missing: ids.optional(),
    /** Exactly these answers are asked for evidence and have none, in any order. */
    unproven: ids.optional(),
    tier: z.enum(TIERS).optional(),
    /** The id of the outcome; `none` where answers are missing. */
    outcome: z.string().max(60).optional(),
    /** The tier rule that applied, or the code of the rule or knock-out that decided the outcome. */
    rule: z.string().max(60).optional(),
    /** The tier that knock-outs raise the launch to, from the given tier. */
    raised_tier: z.enum(TIERS).optional(),
    levels: z
      .record(
        harmCode,
        z.strictObject({ inherent: level.optional(), current: level.optional(), target: level.optional() }),
      )
      .optional(),
    overall: level.optional(),
    decision: z.enum(PROPOSALS).optional(),
    authority: z.enum(['reviewer', 'lead', 'council', 'nobody']).optional(),
    multi_risk: z.boolean().optional(),
    /** Exactly these knock-outs fired, in any order. */
    knockouts: z.array(reasonCode).max(40).optional(),
    explanation_includes: z.array(z.string().max(500)).max(20).optional(),
  }),
})
export type Scenario = z.infer<typeof scenarioSchema>

export const parseScenario = (text: string): Parsed<Scenario> => parseShape(text, scenarioSchema)

/** Is a scenario for this version? One without a version is for whichever is the newest published. */
export const isFor = ({ rubric, also = [] }: Scenario, key: string, version: string, newest: boolean): boolean =>
  [rubric, ...also].some((name) => name === `${key}@${version}` || (newest && name === key))

/** What of a scenario is not as expected. @param version whose rubric it was run on, as `launch-full@2.0.0` */
export const checkScenario = (
  scenario: Scenario,
  version: string,
  compiled: CompiledRubric,
  named: ReadonlyMap<string, Scenario>,
): Diagnostic[] =>
  runScenario(scenario, compiled, named).map((mismatch) =>
    error('scenario-fails', 'expect', `${version} does otherwise: ${mismatch.replace(/\.?$/, '.')}`),
  )

/** Said of a scenario that names a version which is not there. @param known the names there are */
export function unknownVersion(name: string, path: string, known: readonly string[]): Diagnostic {
  const near = nearest(name, known)
  return error(
    'unknown-rubric',
    path,
    `there is no rubric ${name}.`,
    near ? `Did you mean ${near}?` : `There is ${known.join(', ')}.`,
  )
}

/**
 * Runs a scenario. @param named the scenarios of the folder by file name without ending, for `base`
 * @returns what is not as expected, in words; nothing when all is
 */
export function runScenario(
  scenario: Scenario,
  compiled: CompiledRubric,
  named: ReadonlyMap<string, Scenario> = new Map(),
): string[] {
  const whole = withBase(scenario, named)
  if (typeof whole === 'string') return [whole]
  const read = joinParts(
    {
      given: whole.given,
      answers: whole.answers,
      scoring: whole.scoring,
      open_conditions: whole.open_conditions,
    },
    compiled,
  )
  if (!read.ok) return read.diagnostics.map((found: Diagnostic) => diagnosticText(found))
  const evaluation = evaluate(compiled, read.value)
  return mismatches(scenario, evaluation, explain(compiled, evaluation), read.value.given)
}

/** The scenario with everything its bases say, or what is wrong with the chain. */
export function withBase(
  scenario: Scenario,
  named: ReadonlyMap<string, Scenario>,
  trail: string[] = [],
): Scenario | string {
  if (!scenario.base) return scenario
  if (trail.includes(scenario.base)) return `the bases lead in a circle: ${[...trail, scenario.base].join(' → ')}`
  const found = named.get(scenario.base)
  if (!found) return `there is no scenario ${scenario.base} to start from`
  const base = withBase(found, named, [...trail, scenario.base])
  if (typeof base === 'string') return base
  return {
    ...scenario,
    given: { ...base.given, ...scenario.given },
    answers: { ...base.answers, ...scenario.answers },
    open_conditions: scenario.open_conditions ?? base.open_conditions,
    scoring: {
      ...base.scoring,
      ...scenario.scoring,
      harms: { ...base.scoring?.harms, ...scenario.scoring?.harms },
      credits: { ...base.scoring?.credits, ...scenario.scoring?.credits },
    },
  }
}

function mismatches(
  { expect }: Scenario,
  { facts, tier, outcome, assessment, decision }: Evaluation,
  explanation: Explanation,
  given: { readonly [id: string]: { state: string; value?: unknown } },
): string[] {
  const found: string[] = []
  const same = (what: string, expected: unknown, actual: unknown) => {
    if (expected !== undefined && expected !== actual)
      found.push(`${what}: expected ${String(expected)}, got ${String(actual ?? 'none')}`)
  }
  const sameSet = (what: string, expected: readonly string[] | undefined, actual: readonly string[]) => {
    if (!expected) return
    const lacks = expected.filter((id) => !actual.includes(id))
    const extra = actual.filter((id) => !expected.includes(id))
    if (lacks.length > 0) found.push(`${what}: ${lacks.join(', ')} expected, but not there`)
    if (extra.length > 0) found.push(`${what}: ${extra.join(', ')} there, but not expected`)
  }
  const includes = (what: string, expected: readonly string[] | undefined, actual: readonly string[]) => {
    const lacks = expected?.filter((id) => !actual.includes(id)) ?? []
    if (lacks.length > 0) found.push(`${what}: ${lacks.join(', ')} expected, but not there`)
  }
  const visible = facts.visible.map(({ question }) => question.id)
  sameSet('visible', expect.visible, visible)
  includes('visible', expect.visible_includes, visible)
  includes('hidden', expect.hidden_includes, facts.hidden)
  same('visible questions', expect.visible_count, visible.length)
  sameSet('missing', expect.missing, facts.missing)
  sameSet('without evidence', expect.unproven, facts.unproven)
  same('tier', expect.tier, tier?.tier)
  const decided = outcome?.state === 'decided' ? outcome : undefined
  same('outcome', expect.outcome, outcome && (decided?.outcome.id ?? 'none'))
  same('rule', expect.rule, tier?.rule ?? decided?.code)
  const present = TIERS.find((one) => one === given.tier?.value)
  same('raised tier', expect.raised_tier, present && raisedTier(facts, present)?.to)
  for (const [code, levels] of Object.entries(expect.levels ?? {})) {
    const harm = assessment?.harms.find((one) => one.code === code)
    if (!harm) found.push(`${code}: expected to be in scope, but no answer raises it`)
    else
      for (const when of ['inherent', 'current', 'target'] as const)
        same(`${code} ${when}`, levels[when], harm[when].level)
  }
  same('overall level', expect.overall, assessment?.overall.current)
  same('decision', expect.decision, decision?.proposal)
  same('authority', expect.authority, decision?.authority)
  same('multi-risk', expect.multi_risk, assessment?.multiRisk)
  sameSet(
    'knock-outs',
    expect.knockouts,
    facts.knockouts.map(({ knockout }) => knockout.code),
  )
  const sentences = [
    explanation.tier ?? '',
    ...(explanation.outcome ?? []),
    ...(explanation.decision ?? []),
    ...explanation.harms.flatMap((harm) => harm.steps),
  ]
  for (const part of expect.explanation_includes ?? [])
    if (!sentences.some((sentence) => sentence.includes(part))) found.push(`explanation: nothing says "${part}"`)
  return found
}
