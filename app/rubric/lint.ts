import type { Answer, Answers, AnswerValue } from './answers.ts'
import { canonicalJson } from './canonical.ts'
import { type CompiledRubric, compileRubric } from './compile.ts'
import { type Condition, compileTest, readCondition, readTest, type Test, testsIn } from './condition.ts'
import { type Diagnostic, error, warning } from './diagnostic.ts'
import { gatherFacts } from './facts.ts'
import { harmsByQuestion } from './lint-harms.ts'
import {
  type AnswerKind,
  levelIn,
  levelRank,
  type PolicyTable,
  type Question,
  type Taxonomy,
  tierRank,
} from './rubric.ts'

/**
 * What is doubtful in a rubric that parses: parts that can never apply, rules that forget "not known", harms nobody asks about,
 * knock-outs nobody tried, more questions than one person should see. Every finding is meant to be acted on; none is a matter of taste.
 */
export type LintOptions = {
  /** Reason codes that some scenario expects; without it scenarios are not asked for. */
  testedKnockouts?: ReadonlySet<string>
}

export function lintRubric(compiled: CompiledRubric, options: LintOptions = {}): Diagnostic[] {
  const { rubric, taxonomy } = compiled
  const domains = domainsOf(compiled)
  return [
    ...lintConditions(compiled, domains),
    ...lintQuestions(compiled),
    ...lintTierRules(compiled),
    ...(rubric.decision ? harmsByQuestion(rubric, taxonomy) : []),
    ...lintKnockouts(compiled, options.testedKnockouts),
    ...lintBudget(compiled),
  ]
}

/** A policy table must not fall as likelihood or severity rises, nor jump more than one level; the top row stays at M or above. */
export function checkTable(table: PolicyTable): Diagnostic[] {
  const found: Diagnostic[] = []
  const steps = [
    { dS: 0, dL: 1, along: 'likelihood' },
    { dS: 1, dL: 0, along: 'severity' },
  ]
  for (let severity = 1; severity <= 5; severity++) {
    for (let likelihood = 1; likelihood <= 5; likelihood++) {
      const here = levelIn(table, severity, likelihood)
      const path = `rows.S${severity}[${likelihood - 1}]`
      if (severity === 5 && levelRank(here) < levelRank('M'))
        found.push(error('table-top-row', path, `severity 5 is ${here} here.`, 'Keep the top row at M or above.'))
      for (const { dS, dL, along } of steps) {
        if (severity + dS > 5 || likelihood + dL > 5) continue
        const next = levelIn(table, severity + dS, likelihood + dL)
        const rise = levelRank(next) - levelRank(here)
        if (rise < 0)
          found.push(
            error(
              'table-falls',
              path,
              `the level falls from ${here} to ${next} as ${along} rises.`,
              'Make it rise or stay.',
            ),
          )
        // From nothing to the next cell a table may start anywhere up to M: "none" is no step of a scale.
        if (rise > 1)
          found.push(
            error(
              'table-jumps',
              path,
              `the level jumps from ${here} to ${next} as ${along} rises.`,
              'Put a level in between.',
            ),
          )
      }
    }
  }
  return found
}

/** The answers a question or given fact with few possible answers can have; undefined where they cannot be listed. */
type Domains = (id: string) => readonly (Answer | undefined)[] | undefined

function domainsOf({ rubric, byId }: CompiledRubric): Domains {
  const known = new Map<string, (Answer | undefined)[]>()
  const answered = (values: readonly AnswerValue[]): Answer[] => values.map((value) => ({ state: 'answered', value }))
  const states = (unknown: boolean, na: boolean): (Answer | undefined)[] => [
    undefined,
    ...(unknown ? [{ state: 'unknown' } as const] : []),
    ...(na ? [{ state: 'n_a', reason: '' } as const] : []),
  ]
  for (const given of rubric.given ?? []) {
    const values = given.kind === 'yes_no' ? ['yes', 'no'] : given.kind === 'single' ? given.values : undefined
    if (values) known.set(given.id, [...answered(values), ...states(true, true)])
  }
  for (const { question } of byId.values()) {
    const values = singleValues(question)
    if (values) known.set(question.id, [...answered(values), ...states(question.allow_unknown, question.allow_na)])
  }
  return (id) => known.get(id)
}

function singleValues({ kind, options }: Question): AnswerValue[] | undefined {
  if (kind === 'yes_no') return ['yes', 'no']
  if (kind === 'single') return options?.map((option) => option.value)
  if (kind === 'scale') return [0, 1, 2, 3, 4]
  return kind === 'attest' ? [true] : undefined
}

/** Id → the places in its domain that a condition leaves open; no entry where it leaves everything open. */
type Needs = Map<string, Set<number>>

function needsOf(condition: Condition, domains: Domains): Needs {
  switch (condition.op) {
    case 'test': {
      const domain = domains(condition.id)
      if (!domain) return new Map()
      const holds = compileTest(condition.test)
      return new Map([[condition.id, new Set(domain.flatMap((answer, i) => (holds(answer) ? [i] : [])))]])
    }
    case 'not': {
      if (condition.of.op !== 'test') return new Map()
      const { id } = condition.of
      const domain = domains(id)
      const inner = needsOf(condition.of, domains).get(id)
      return domain && inner ? new Map([[id, new Set([...domain.keys()].filter((i) => !inner.has(i)))]]) : new Map()
    }
    case 'all':
      return condition.of.map((part) => needsOf(part, domains)).reduce(both, new Map())
    case 'any':
      return condition.of.length === 0 ? new Map() : condition.of.map((part) => needsOf(part, domains)).reduce(either)
    case 'count': {
      if (condition.least === 0) return new Map()
      const parts = condition.of.map((part) => needsOf(part, domains))
      return condition.least === parts.length ? parts.reduce(both, new Map()) : parts.reduce(either)
    }
  }
}

const both = (a: Needs, b: Needs): Needs => {
  const merged = new Map(a)
  for (const [id, open] of b) {
    const before = merged.get(id)
    merged.set(id, before ? new Set([...before].filter((i) => open.has(i))) : open)
  }
  return merged
}
const either = (a: Needs, b: Needs): Needs =>
  new Map([...a].flatMap(([id, open]) => (b.has(id) ? [[id, new Set([...open, ...(b.get(id) ?? [])])] as const] : [])))

function lintConditions(compiled: CompiledRubric, domains: Domains): Diagnostic[] {
  const found: Diagnostic[] = []
  const { rubric } = compiled
  const needsOfSource = (source: unknown): Needs =>
    source === undefined ? new Map() : needsOf(readCondition(source, '').condition, domains)

  // What must be so for a question to be shown: its own condition, its section's, and what those questions need themselves.
  const needsToShow = new Map<string, Needs>()
  for (const { question, section } of compiled.byDependency) {
    let needs = both(needsOfSource(section.show_when), needsOfSource(question.show_when))
    for (const [id, open] of [...needs]) {
      const blank = domains(id)?.indexOf(undefined)
      const inherited = needsToShow.get(id)
      if (inherited && blank !== undefined && !open.has(blank)) needs = both(needs, inherited)
    }
    needsToShow.set(question.id, needs)
  }
  const impossible = (needs: Needs): string | undefined => [...needs].find(([, open]) => open.size === 0)?.[0]
  const check = (source: unknown, path: string, needs: Needs = new Map()) => {
    if (source === undefined) return
    const { condition } = readCondition(source, path)
    let dead = false
    for (const { id, test } of testsIn(condition)) {
      const why = deadPart(test, id, compiled)
      if (!why) continue
      dead = true
      found.push(warning('test-never-holds', `${path}.${id}`, why, 'Correct the test, or remove it.'))
    }
    const id = impossible(both(needsOfSource(source), needs))
    // A dead test is the cause; saying the consequence as well would only be noise.
    if (id && !dead)
      found.push(
        warning(
          'never-holds',
          path,
          `this can never hold: it asks for two answers to ${id} at once.`,
          'Correct the condition.',
        ),
      )
    for (const part of countsIn(condition))
      if (part.least > part.of.length || part.least > part.most)
        found.push(warning('never-holds', path, 'a count asks for more conditions than it lists.', 'Lower the count.'))
  }
  rubric.sections.forEach((section, s) => {
    check(section.show_when, `sections[${s}].show_when`)
    section.questions.forEach((question, q) => {
      const path = `sections[${s}].questions[${q}]`
      const needs = needsToShow.get(question.id) ?? new Map()
      check(question.show_when, `${path}.show_when`)
      const id = impossible(needs)
      if (id && !impossible(needsOfSource(question.show_when)) && !impossible(needsOfSource(section.show_when)))
        found.push(
          warning(
            'unreachable-question',
            `${path}.show_when`,
            `${question.id} is never shown: what its section and earlier questions need of ${id} leaves no answer.`,
            'Correct one of the conditions, or remove the question.',
          ),
        )
      question.knockouts?.forEach((knockout, k) => {
        check(knockout.when, `${path}.knockouts[${k}].when`, needs)
      })
      question.min_rows?.forEach((least, i) => {
        check(least.when, `${path}.min_rows[${i}].when`, needs)
      })
      question.effects?.forEach((effect, e) => {
        const why = deadPart(readTest(effect.when), question.id, compiled)
        if (why) found.push(warning('test-never-holds', `${path}.effects[${e}].when`, why, 'Correct the test.'))
      })
      if (question.evidence_when !== undefined) {
        const why = deadPart(readTest(question.evidence_when), question.id, compiled)
        if (why) found.push(warning('test-never-holds', `${path}.evidence_when`, why, 'Correct the test.'))
      }
    })
  })
  rubric.tiers?.rules.forEach((rule, i) => {
    check(rule.when, `tiers.rules[${i}].when`)
  })
  check(rubric.wide_scope_when, 'wide_scope_when')
  return found
}

const countsIn = (condition: Condition): Extract<Condition, { op: 'count' }>[] =>
  condition.op === 'test'
    ? []
    : condition.op === 'not'
      ? countsIn(condition.of)
      : [...(condition.op === 'count' ? [condition] : []), ...condition.of.flatMap(countsIn)]

const ORDERED: readonly AnswerKind[] = ['number', 'probability', 'scale', 'date']
const LISTS: readonly AnswerKind[] = ['multi', 'evidence', 'harms', 'controls', 'grid']
const WORD_LISTS: readonly AnswerKind[] = ['multi', 'harms']

/** Why a test, or one of its values, can never hold for the kind of question it looks at. */
function deadPart(test: Test, id: string, { rubric, byId }: CompiledRubric): string | undefined {
  const question = byId.get(id)?.question
  const kind = question?.kind ?? rubric.given?.find((given) => given.id === id)?.kind
  if (!kind) return undefined
  const bounds = [test.gt, test.gte, test.lt, test.lte].filter((bound) => bound !== undefined)
  if (bounds.length > 0 && !ORDERED.includes(kind)) return `${id} is a ${kind} answer; it has no order to compare.`
  if (bounds.some((bound) => (kind === 'date') !== (typeof bound === 'string')))
    return `${id} is a ${kind} answer; the bound is ${kind === 'date' ? 'not a date' : 'not a number'}.`
  if (test.includesAll && !WORD_LISTS.includes(kind)) return `${id} is a ${kind} answer; it is not a list of choices.`
  if (test.itemsGte !== undefined && !LISTS.includes(kind))
    return `${id} is a ${kind} answer; it has no items to count.`
  if (question && !question.allow_unknown && test.in?.includes('unknown'))
    return `${id} cannot be answered "not known".`
  if (question && !question.allow_na && test.in?.includes('n_a')) return `${id} cannot be answered "does not apply".`
  const max = kind === 'probability' ? 100 : kind === 'scale' ? 4 : question?.max
  const min = kind === 'probability' || kind === 'scale' ? 0 : question?.min
  const outside =
    (max !== undefined && (Number(test.gt) >= max || Number(test.gte) > max)) ||
    (min !== undefined && (Number(test.lt) <= min || Number(test.lte) < min))
  return outside ? `${id} cannot have such a value.` : undefined
}

const HELP_MAX = 600

function lintQuestions({ rubric, taxonomy }: CompiledRubric): Diagnostic[] {
  const found: Diagnostic[] = []
  const floors = new Map(taxonomy.harms.map((harm) => [harm.code, harm.floor]))
  rubric.sections.forEach((section, s) => {
    section.questions.forEach((question, q) => {
      const path = `sections[${s}].questions[${q}]`
      if ((question.dimension === 'control' || question.dimension === 'evidence') && question.evidence === undefined)
        found.push(
          warning(
            'evidence-hint-missing',
            path,
            `${question.id} does not say what evidence would change the answer.`,
            'Add evidence.',
          ),
        )
      if (question.help.length > HELP_MAX)
        found.push(
          warning(
            'help-too-long',
            `${path}.help`,
            `the help of ${question.id} has ${question.help.length} characters; people stop reading at about ${HELP_MAX}.`,
            'Shorten it, or move a part into the example.',
          ),
        )
      question.options?.forEach((option, o) => {
        if (option.exclusive && question.kind !== 'multi')
          found.push(
            warning(
              'exclusive-without-use',
              `${path}.options[${o}]`,
              `a ${question.kind} question has one answer anyway.`,
              'Remove exclusive.',
            ),
          )
        const seen = new Set<string>()
        option.effects?.forEach((effect, e) => {
          const at = `${path}.options[${o}].effects[${e}]`
          if (seen.has(effect.harm))
            found.push(
              warning('effect-twice', at, `${effect.harm} stands twice; only the heavier one counts.`, 'Keep one.'),
            )
          seen.add(effect.harm)
          if (effect.dS && !effect.dL && floors.get(effect.harm) === 5)
            found.push(
              warning(
                'effect-without-effect',
                at,
                `${effect.harm} already has the highest gravity.`,
                'Use dL, or remove the effect.',
              ),
            )
        })
      })
    })
  })
  return found
}

/** A rule that asks about a question people may answer "not known" must say what that means, or a rule at least as strict must. */
function lintTierRules({ rubric, byId }: CompiledRubric): Diagnostic[] {
  const rules = (rubric.tiers?.rules ?? []).map((rule) => ({
    rule,
    tests: testsIn(readCondition(rule.when, '').condition),
  }))
  const seen = new Map<string, string>()
  return rules.flatMap(({ rule, tests }, i) => {
    const found: Diagnostic[] = []
    const path = `tiers.rules[${i}].when`
    const same = seen.get(canonicalJson(rule.when))
    if (same)
      found.push(
        warning('rule-unreachable', path, `${rule.id} asks the same as ${same}, which comes first.`, 'Remove one.'),
      )
    seen.set(canonicalJson(rule.when), rule.id)
    for (const id of new Set(tests.map((test) => test.id))) {
      if (!byId.get(id)?.question.allow_unknown) continue
      const named = rules.some(
        (other) =>
          tierRank(other.rule.tier) >= tierRank(rule.tier) &&
          other.tests.some((test) => test.id === id && test.test.in?.includes('unknown')),
      )
      if (!named)
        found.push(
          warning(
            'rule-ignores-unknown',
            `${path}.${id}`,
            `${rule.id} does not say what happens when ${id} is not known, nor does a stricter rule.`,
            `Add unknown to the test on ${id}.`,
          ),
        )
    }
    return found
  })
}

function lintKnockouts({ rubric }: CompiledRubric, tested: ReadonlySet<string> | undefined): Diagnostic[] {
  if (!tested) return []
  return rubric.sections.flatMap((section, s) =>
    section.questions.flatMap((question, q) =>
      (question.knockouts ?? []).flatMap((knockout, k) =>
        tested.has(knockout.code)
          ? []
          : [
              warning(
                'knockout-without-scenario',
                `sections[${s}].questions[${q}].knockouts[${k}]`,
                `no scenario expects ${knockout.code}.`,
                `Add a scenario with expect: {knockouts: [${knockout.code}]}.`,
              ),
            ],
      ),
    ),
  )
}

/** Looks for the path with the most questions: every fact a condition asks about is varied, one after the other, and the best is kept. */
function lintBudget(compiled: CompiledRubric): Diagnostic[] {
  const { rubric } = compiled
  const most = mostVisible(compiled)
  const limit = rubric.budget.visible_questions
  if (most <= limit) return []
  return [
    error(
      'budget-exceeded',
      'budget.visible_questions',
      `one person can be shown ${most} questions, the budget is ${limit}.`,
      'Show some of them less often, or merge them.',
    ),
  ]
}

/** The most questions that one person (submitter or reviewer) was found to be shown. */
export function mostVisible(compiled: CompiledRubric): number {
  const tests = new Map<string, Test[]>()
  const sources = [...compiled.rubric.sections, ...compiled.questions.map(({ question }) => question)]
  for (const { show_when } of sources)
    if (show_when)
      for (const { id, test } of testsIn(readCondition(show_when, '').condition))
        tests.set(id, [...(tests.get(id) ?? []), test])
  const given: Record<string, Answer> = {}
  const answers: Record<string, Answer> = {}
  const count = () => {
    const { visible } = gatherFacts(compiled, answers as Answers, given)
    const reviewer = visible.filter(({ question }) => question.answered_by === 'reviewer').length
    return Math.max(reviewer, visible.length - reviewer)
  }
  let best = count()
  for (let pass = 0; pass < 4; pass++) {
    const before = best
    for (const [id, about] of tests) {
      const place = compiled.byId.has(id) ? answers : given
      for (const candidate of candidatesFor(compiled, id, about)) {
        const kept = place[id]
        place[id] = candidate
        const now = count()
        // Equal counts as better on the first pass: two facts may only open something together.
        if (now > best || (now === best && pass === 0 && about.every((test) => compileTest(test)(candidate))))
          best = now
        else if (kept) place[id] = kept
        else delete place[id]
      }
    }
    if (pass > 0 && best === before) break
  }
  return best
}

function candidatesFor(compiled: CompiledRubric, id: string, tests: readonly Test[]): Answer[] {
  const question = compiled.byId.get(id)?.question
  const given = compiled.rubric.given?.find((fact) => fact.id === id)
  const kind = question?.kind ?? given?.kind
  const words = question?.options?.map((option) => option.value) ?? given?.values ?? ['yes', 'no']
  const exclusive = new Set(question?.options?.filter((option) => option.exclusive).map((option) => option.value))
  const values: AnswerValue[] =
    kind === 'multi'
      ? [words.filter((word) => !exclusive.has(word)), ...words.map((word) => [word])]
      : kind === 'yes_no' || kind === 'single'
        ? words
        : kind === 'attest'
          ? [true]
          : tests
              .flatMap(({ gt, gte, lt, lte }) => [gt, gte, lt, lte])
              .flatMap(
                (bound) =>
                  (typeof bound === 'number' ? [bound - 1, bound, bound + 1] : bound ? [bound] : []) as AnswerValue[],
              )
  return [
    ...values.map((value): Answer => ({ state: 'answered', value })),
    ...(!question || question.allow_unknown ? [{ state: 'unknown' } as const] : []),
  ]
}

/** For tests and the command line: lint straight from parsed parts. */
export const lintParsed = (rubric: CompiledRubric['rubric'], taxonomy: Taxonomy, options?: LintOptions): Diagnostic[] =>
  lintRubric(compileRubric(rubric, taxonomy), options)
