import type { Answer, AnswerValue } from '../answers.ts'
import type { CompiledRubric } from '../compile.ts'
import { type Condition, readCondition, type Scalar } from '../condition.ts'
import { compileTest } from '../predicate.ts'
import { type ConditionSource, choicesOf, type Given, type Question } from '../rubric.ts'

/** Id → the places in its domain that a condition leaves open; no entry where it leaves everything open. */
export type Needs = ReadonlyMap<string, ReadonlySet<number>>

/** What conditions ask of the answers before them. */
export type Reach = {
  /** What a condition needs by itself; nothing where there is none. */
  needsOf: (source: ConditionSource | undefined) => Needs
  /** What must be so for a question to be shown: its own condition, its section's, and what those questions need themselves. */
  needsToShow: (questionId: string) => Needs
  /** Can the answer be this value (or `unknown`, `n_a`, `blank`), given what is needed? True where that cannot be told. */
  isOpen: (id: string, value: Scalar, needs: Needs) => boolean
}

/** The id that is asked for two answers at once, if there is one. */
export const impossibleIn = (needs: Needs): string | undefined => [...needs].find(([, open]) => open.size === 0)?.[0]

export const both = (a: Needs, b: Needs): Needs => {
  const merged = new Map(a)
  for (const [id, open] of b) {
    const before = merged.get(id)
    merged.set(id, before ? new Set([...before].filter((i) => open.has(i))) : open)
  }
  return merged
}

/** Makes the reach of a rubric once, for all rules that ask about it. */
export function reachOf(compiled: CompiledRubric): Reach {
  const domains = domainsOf(compiled)
  const needsOf = (source: ConditionSource | undefined): Needs =>
    source === undefined ? NOTHING : needsOfCondition(readCondition(source, '').condition, domains)
  const toShow = new Map<string, Needs>()
  for (const { question, section } of compiled.byDependency) {
    let needs = both(needsOf(section.show_when), needsOf(question.show_when))
    for (const [id, open] of [...needs]) {
      const blank = domains(id)?.indexOf(undefined)
      const inherited = toShow.get(id)
      if (inherited && blank !== undefined && !open.has(blank)) needs = both(needs, inherited)
    }
    toShow.set(question.id, needs)
  }
  return {
    needsOf,
    needsToShow: (id) => toShow.get(id) ?? NOTHING,
    isOpen: (id, value, needs) => {
      const [open, domain] = [needs.get(id), domains(id)]
      const isValue = compileTest({ in: [value] })
      return !open || !domain || [...open].some((i) => isValue(domain[i]))
    },
  }
}

const NOTHING: Needs = new Map()

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
    const values = singleValues(given)
    if (values) known.set(given.id, [...answered(values), ...states(true, true)])
  }
  for (const { question } of byId.values()) {
    const values = singleValues(question)
    if (values) known.set(question.id, [...answered(values), ...states(question.allow_unknown, question.allow_na)])
  }
  return (id) => known.get(id)
}

function singleValues(asked: Question | Given): readonly AnswerValue[] | undefined {
  if (asked.kind === 'yes_no' || asked.kind === 'single') return choicesOf(asked)
  if (asked.kind === 'scale') return [0, 1, 2, 3, 4]
  return asked.kind === 'attest' ? [true] : undefined
}

function needsOfCondition(condition: Condition, domains: Domains): Needs {
  const needsOf = (part: Condition) => needsOfCondition(part, domains)
  switch (condition.op) {
    case 'test': {
      const domain = domains(condition.id)
      if (!domain) return NOTHING
      const holds = compileTest(condition.test)
      return new Map([[condition.id, new Set(domain.flatMap((answer, i) => (holds(answer) ? [i] : [])))]])
    }
    case 'not': {
      if (condition.of.op !== 'test') return NOTHING
      const { id } = condition.of
      const domain = domains(id)
      const inner = needsOf(condition.of).get(id)
      return domain && inner ? new Map([[id, new Set([...domain.keys()].filter((i) => !inner.has(i)))]]) : NOTHING
    }
    case 'all':
      return condition.of.map(needsOf).reduce(both, NOTHING)
    case 'any':
      return condition.of.length === 0 ? NOTHING : condition.of.map(needsOf).reduce(either)
    case 'count': {
      if (condition.least === 0) return NOTHING
      const parts = condition.of.map(needsOf)
      return condition.least === parts.length ? parts.reduce(both, NOTHING) : parts.reduce(either)
    }
  }
}

const either = (a: Needs, b: Needs): Needs =>
  new Map([...a].flatMap(([id, open]) => (b.has(id) ? [[id, new Set([...open, ...(b.get(id) ?? [])])] as const] : [])))
