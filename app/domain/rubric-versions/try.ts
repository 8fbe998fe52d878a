import type { Answers } from '#app/rubric/answers.ts'
import type { CompiledRubric } from '#app/rubric/compile.ts'
import type { Evaluation } from '#app/rubric/evaluate.ts'
import { raisedTier } from '#app/rubric/facts.ts'
import { isTier, type PolicyTable, type Rubric, type Taxonomy } from '#app/rubric/rubric.ts'
import type { Scenario } from '#app/rubric/scenario.ts'
import type { Scoring } from '#app/rubric/scoring.ts'

/** What the browser needs to run a version by itself: the score key is in it, so it is for those who may read that. */
export type TryView = {
  rubric: Rubric
  taxonomy: Taxonomy
  table: PolicyTable | null
  scenarios: { name: string; title: string }[]
}

/** What a scenario expects of the version. */
export type Expected = Scenario['expect']

/** A scenario made whole: with what it takes over from the one it starts from, and read against the version. */
export type ReadScenario =
  | {
      ok: true
      name: string
      title: string
      given: Answers
      answers: Answers
      scoring: Scoring
      openConditions: number
      expect: Expected
    }
  | { ok: false; name: string; title: string; problems: string[] }

/** One expectation beside what came of the answers. */
export type Compared = { what: string; expected: string; actual: string; same: boolean }

/** Every expectation of a scenario beside what the engine says now; the answers may have been changed since it was loaded. */
export function compareExpected(
  expect: Expected,
  { facts, tier, outcome, assessment, decision }: Evaluation,
  given: Answers,
): Compared[] {
  const found: Compared[] = []
  const one = (what: string, expected: unknown, actual: unknown) => {
    if (expected !== undefined)
      found.push({ what, expected: said(expected), actual: said(actual), same: said(expected) === said(actual) })
  }
  const set = (what: string, expected: readonly string[] | undefined, actual: readonly string[]) =>
    one(what, expected && listed(expected), listed(actual))
  const holds = (what: string, expected: readonly string[] | undefined, actual: readonly string[]) => {
    const lacks = expected?.filter((id) => !actual.includes(id)) ?? []
    if (expected)
      found.push({
        ...{ what, expected: listed(expected), same: lacks.length === 0 },
        actual: lacks.length === 0 ? 'all of them' : `without ${listed(lacks)}`,
      })
  }
  const visible = facts.visible.map(({ question }) => question.id)
  const decided = outcome?.state === 'decided' ? outcome : undefined
  const present = given.tier?.state === 'answered' && isTier(given.tier.value) ? given.tier.value : undefined
  one('Tier', expect.tier, tier?.tier)
  one('Outcome', expect.outcome, outcome && (decided?.outcome.id ?? 'none'))
  one('Rule', expect.rule, tier?.rule ?? decided?.code)
  one('Tier raised to', expect.raised_tier, present && raisedTier(facts, present)?.to)
  one('Decision', expect.decision, decision?.proposal)
  one('Who may sign', expect.authority, decision?.authority)
  one('Overall level', expect.overall, assessment?.overall.current)
  one('Multi-risk', expect.multi_risk, assessment?.multiRisk)
  for (const [code, levels] of Object.entries(expect.levels ?? {})) {
    const harm = assessment?.harms.find((each) => each.code === code)
    for (const [when, name] of WHEN)
      if (levels[when]) one(`${code} ${name}`, levels[when], harm?.[when].level ?? 'not in scope')
  }
  set(
    'Knock-outs',
    expect.knockouts,
    facts.knockouts.map(({ knockout }) => knockout.code),
  )
  set('Missing', expect.missing, facts.missing)
  set('Without evidence', expect.unproven, facts.unproven)
  set('Shown', expect.visible, visible)
  one('Questions shown', expect.visible_count, visible.length)
  holds('Shown, among others', expect.visible_includes, visible)
  holds('Hidden, among others', expect.hidden_includes, facts.hidden)
  return found
}

const WHEN = [
  ['inherent', 'before safeguards'],
  ['current', 'now'],
  ['target', 'as planned'],
] as const

const said = (value: unknown): string =>
  value === undefined || value === '' ? 'none' : typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
const listed = (ids: readonly string[]): string => [...ids].sort().join(', ')

/** Parts of the answers by whom they are asked of: facts that are handed in, and answers to the questions themselves. */
export function splitGiven(
  all: Answers,
  { givenIds }: Pick<CompiledRubric, 'givenIds'>,
): { given: Answers; answers: Answers } {
  const handedIn = new Set(givenIds)
  const entries = Object.entries(all)
  return {
    given: Object.fromEntries(entries.filter(([id]) => handedIn.has(id))),
    answers: Object.fromEntries(entries.filter(([id]) => !handedIn.has(id))),
  }
}
