import type { Answer } from './answers.ts'
import { idsIn, idsToShow, readCondition, readTest } from './condition.ts'
import { compile as compileCondition, compilePerhaps, compileTest, type Perhaps, type Predicate } from './predicate.ts'
import {
  type ConditionSource,
  type Effect,
  type Knockout,
  namesHarm,
  type OutcomeRule,
  type PolicyTable,
  type Question,
  type Rubric,
  type Section,
  type Taxonomy,
  type TierRule,
} from './rubric.ts'

export type Harm = Taxonomy['harms'][number]

/** An effect on one harm, by its place in `CompiledRubric.harms`. */
export type HarmEffect = { harm: number; dL: number; dS: number }

export type CompiledQuestion = {
  question: Question
  section: Section
  slot: number
  /** Shown when its section is and this holds. */
  shown: Predicate | undefined
  sectionShown: Predicate | undefined
  /** Hidden while the question in this slot is shown. */
  unlessShown: number | undefined
  /** Option value → effects. */
  byOption: ReadonlyMap<string, HarmEffect[]>
  byTest: { test: (answer: Answer | undefined) => boolean; effect: HarmEffect }[]
  /** What an unknown counts as: the worst option where the question is a gate, else the worst but one. */
  whenUnknown: HarmEffect[]
  knockouts: { knockout: Knockout; fires: Perhaps; from: readonly string[] }[]
  evidenceWhen: ((answer: Answer | undefined) => boolean) | undefined
  minRows: { when: Predicate | undefined; rows: number }[]
}

/** A rubric read once and made ready to run often: slots instead of ids, closures instead of conditions. */
export type CompiledRubric = {
  rubric: Rubric
  taxonomy: Taxonomy
  table: PolicyTable | undefined
  harms: readonly Harm[]
  harmIndex: ReadonlyMap<string, number>
  /** In the order of the file. */
  questions: readonly CompiledQuestion[]
  /** The same, each after the questions its visibility hangs on. */
  byDependency: readonly CompiledQuestion[]
  byId: ReadonlyMap<string, CompiledQuestion>
  /** Given facts take the first slots, questions the rest. */
  givenIds: readonly string[]
  slots: number
  slotOf: (id: string) => number
  tierRules: { rule: TierRule; applies: Predicate }[]
  outcomeRules: { rule: OutcomeRule; holds: Perhaps; from: readonly string[] }[]
  wideScope: Predicate | undefined
}

/**
 * Compiles a parsed rubric. Conditions that name something unknown throw: a rubric from `parseRubric` has none.
 * @param table the policy table; needed where the rubric has a `decision`
 */
export function compileRubric(rubric: Rubric, taxonomy: Taxonomy, table?: PolicyTable): CompiledRubric {
  const harms = taxonomy.harms.filter((harm) => !harm.incident_only)
  const slots = new Map<string, number>()
  for (const given of rubric.given ?? []) slots.set(given.id, slots.size)
  for (const section of rubric.sections) for (const question of section.questions) slots.set(question.id, slots.size)
  const slotOf = (id: string): number => {
    const slot = slots.get(id)
    if (slot === undefined) throw new RangeError(`no question or given fact ${id} in ${rubric.key}`)
    return slot
  }
  const gates = new Set(
    rubric.sections.flatMap((section) =>
      section.questions.filter((question) => question.gate).map((question) => question.id),
    ),
  )
  const predicate = (source: unknown): Predicate | undefined =>
    source === undefined ? undefined : compileCondition(readCondition(source, '').condition, slotOf)
  const perhaps = (source: ConditionSource): Perhaps =>
    compilePerhaps(readCondition(source, '').condition, slotOf, (id) => gates.has(id))

  const questions = rubric.sections.flatMap((section) => {
    const sectionShown = predicate(section.show_when)
    return section.questions.map((question): CompiledQuestion => {
      const byOption = new Map(
        (question.options ?? []).map((option) => [
          option.value,
          (option.effects ?? []).flatMap((effect) => expand(effect, harms)),
        ]),
      )
      const byTest = (question.effects ?? []).flatMap((effect) =>
        expand(effect, harms).map((harmEffect) => ({ test: compileTest(readTest(effect.when)), effect: harmEffect })),
      )
      return {
        question,
        section,
        slot: slotOf(question.id),
        shown: predicate(question.show_when),
        sectionShown,
        // An add-on read by itself gives way to nothing: the question it names stands in another file.
        unlessShown: question.unless_asked === undefined ? undefined : slots.get(question.unless_asked),
        byOption,
        byTest,
        whenUnknown: [...unknownEffects(question, byOption), ...heaviestPerHarm(byTest.map(({ effect }) => effect))],
        knockouts: (question.knockouts ?? []).map((knockout) => ({
          knockout,
          fires: perhaps(knockout.when),
          from: [...idsIn(knockout.when)],
        })),
        evidenceWhen: question.evidence_when === undefined ? undefined : compileTest(readTest(question.evidence_when)),
        minRows: (question.min_rows ?? []).map((least) => ({ when: predicate(least.when), rows: least.rows })),
      }
    })
  })
  const byId = new Map(questions.map((compiled) => [compiled.question.id, compiled]))
  return {
    rubric,
    taxonomy,
    table,
    harms,
    harmIndex: new Map(harms.map((harm, i) => [harm.code, i])),
    questions,
    byDependency: inDependencyOrder(questions, byId),
    byId,
    givenIds: (rubric.given ?? []).map((given) => given.id),
    slots: slots.size,
    slotOf,
    tierRules: (rubric.tiers?.rules ?? []).map((rule) => ({
      rule,
      applies: compileCondition(readCondition(rule.when, '').condition, slotOf),
    })),
    outcomeRules: (rubric.outcome?.rules ?? []).map((rule) => ({
      rule,
      holds: perhaps(rule.when),
      from: [...idsIn(rule.when)],
    })),
    wideScope: predicate(rubric.wide_scope_when),
  }
}

const expand = (effect: Effect, harms: readonly Harm[]): HarmEffect[] =>
  harms.flatMap((harm, i) =>
    namesHarm(effect.harm, harm.code) ? [{ harm: i, dL: effect.dL ?? 0, dS: effect.dS ?? 0 }] : [],
  )

/**
 * What an unknown counts as (domain rule B0). The harmful options are ranked by the steps they add. On a gate all of them count, so that
 * the worst is among them; elsewhere all but the heaviest ("worst but one"), or the only one: for a plain yes or no, "worst but one"
 * would mean harmless. Where options speak of different harms each harm counts: an unknown never scores better than the truth might.
 */
function unknownEffects(question: Question, byOption: ReadonlyMap<string, HarmEffect[]>): HarmEffect[] {
  const weight = (effects: HarmEffect[]) => effects.reduce((sum, effect) => sum + effect.dL + effect.dS, 0)
  const harmful = [...byOption.values()].filter((effects) => effects.length > 0).sort((a, b) => weight(b) - weight(a))
  return (question.gate || harmful.length < 2 ? harmful : harmful.slice(1)).flat()
}

function heaviestPerHarm(effects: HarmEffect[]): HarmEffect[] {
  const heaviest = new Map<number, HarmEffect>()
  for (const effect of effects) {
    const before = heaviest.get(effect.harm)
    if (!before || before.dL + before.dS < effect.dL + effect.dS) heaviest.set(effect.harm, effect)
  }
  return [...heaviest.values()]
}

function inDependencyOrder(
  questions: readonly CompiledQuestion[],
  byId: ReadonlyMap<string, CompiledQuestion>,
): CompiledQuestion[] {
  const ordered: CompiledQuestion[] = []
  const state = new Map<CompiledQuestion, 'open' | 'done'>()
  const visit = (compiled: CompiledQuestion): void => {
    if (state.get(compiled) === 'done') return
    if (state.get(compiled) === 'open')
      throw new RangeError(`the visibility of ${compiled.question.id} depends on itself`)
    state.set(compiled, 'open')
    for (const id of idsToShow(compiled)) {
      const needed = byId.get(id)
      if (needed) visit(needed)
    }
    state.set(compiled, 'done')
    ordered.push(compiled)
  }
  for (const compiled of questions) visit(compiled)
  return ordered
}
