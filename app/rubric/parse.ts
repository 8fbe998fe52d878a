import type * as z from 'zod'
import { isCalendarDay } from './check-answer.ts'
import { idsIn, isCombinator, isReserved, readCondition, readTest, type Test, testsIn } from './condition.ts'
import { type Diagnostic, error, nearest, pathText } from './diagnostic.ts'
import {
  namesHarm,
  type PolicyTable,
  type Question,
  RESERVED_IDS,
  type Rubric,
  type Taxonomy,
  type TestSource,
} from './rubric.ts'
import { policyTableSchema, rubricSchema, taxonomySchema } from './schema.ts'
import { readYaml } from './yaml.ts'

/**
 * What a parse gives: the thing, or diagnostics that say what to do. `raw` is the data as written, which the canonical form
 * is made of; `lineOf` finds the line of a path.
 */
export type Parsed<T> =
  | { ok: true; value: T; raw: unknown; diagnostics: Diagnostic[]; lineOf: LineOf }
  | { ok: false; diagnostics: Diagnostic[] }
export type LineOf = (path: readonly PropertyKey[]) => number | undefined

/**
 * Text of a rubric file → rubric. Checks the shape, then everything the shape cannot say: unique ids, known questions, options and
 * harms in conditions and effects, no cycle of conditions.
 */
export function parseRubric(text: string, taxonomy: Taxonomy): Parsed<Rubric> {
  const shaped = parseShape(text, rubricSchema)
  if (!shaped.ok) return shaped
  const diagnostics = checkRubric(shaped.value, taxonomy).map((d) => withLine(d, shaped.lineOf))
  return diagnostics.some((d) => d.severity === 'error') ? { ok: false, diagnostics } : { ...shaped, diagnostics }
}

/** Text of a harm pack → pack, with every harm named once and in a group that exists. */
export function parseTaxonomy(text: string): Parsed<Taxonomy> {
  const shaped = parseShape(text, taxonomySchema)
  if (!shaped.ok) return shaped
  const diagnostics = checkTaxonomy(shaped.value).map((d) => withLine(d, shaped.lineOf))
  return diagnostics.length > 0 ? { ok: false, diagnostics } : shaped
}

function checkTaxonomy(taxonomy: Taxonomy): Diagnostic[] {
  const groups = new Set(taxonomy.groups.map((group) => group.code))
  const seen = new Set<string>()
  return taxonomy.harms.flatMap((harm, i) => {
    const twice = seen.has(harm.code)
    seen.add(harm.code)
    return [
      ...(twice
        ? [error('duplicate-harm', `harms[${i}].code`, `the harm ${harm.code} stands twice.`, 'Keep one.')]
        : []),
      ...(groups.has(harm.code.slice(0, 3))
        ? []
        : [
            error(
              'orphan-harm',
              `harms[${i}].code`,
              `the harm ${harm.code} belongs to no group.`,
              `List the group ${harm.code.slice(0, 3)} under groups.`,
            ),
          ]),
    ]
  })
}

export const parsePolicyTable = (text: string): Parsed<PolicyTable> => parseShape(text, policyTableSchema)

/** YAML text → data of a schema; zod's issues become diagnostics with a path, a line and a remedy. */
export function parseShape<T>(text: string, schema: z.ZodType<T>): Parsed<T> {
  const yaml = readYaml(text)
  if (!yaml.ok) return yaml
  const shaped = schema.safeParse(yaml.data, { reportInput: true })
  if (shaped.success) return { ok: true, value: shaped.data, raw: yaml.data, diagnostics: [], lineOf: yaml.lineOf }
  const diagnostics = shaped.error.issues
    .slice(0, 50)
    .flatMap((issue) => issueDiagnostics(issue))
    .map(({ at, ...d }) => {
      const line = yaml.lineOf(at)
      return line ? { ...d, line } : d
    })
  return { ok: false, diagnostics }
}

type Placed = Diagnostic & { at: readonly PropertyKey[] }

function issueDiagnostics(issue: z.core.$ZodIssue): Placed[] {
  const place = (code: string, path: readonly PropertyKey[], message: string, remedy: string): Placed => ({
    ...error(code, pathText(path), message, remedy),
    at: path,
  })
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) =>
        place(
          'unknown-key',
          [...issue.path, key],
          `the key ${key} is not known here.`,
          'Remove it, or check its spelling against rubric.schema.json.',
        ),
      )
    case 'invalid_value':
      return [
        place(
          issue.input === undefined ? 'missing-key' : 'value-not-allowed',
          issue.path,
          issue.input === undefined ? 'a value is missing here.' : 'this value is not one of the allowed ones.',
          `Use one of: ${issue.values.map(String).join(', ')}.`,
        ),
      ]
    case 'invalid_type':
      return [
        place(
          issue.input === undefined ? 'missing-key' : 'wrong-type',
          issue.path,
          issue.message,
          `Write a value of type ${issue.expected}.`,
        ),
      ]
    case 'too_big':
    case 'too_small':
      return [place('out-of-bounds', issue.path, issue.message, 'Keep it within the stated bounds.')]
    case 'invalid_format':
      return [place('wrong-format', issue.path, issue.message, 'Write it in the stated form.')]
    default:
      return [place('wrong-shape', issue.path, issue.message, 'See rubric.schema.json for the shape.')]
  }
}

/** The diagnostic with the line its path points at. */
export function withLine(diagnostic: Diagnostic, lineOf: LineOf): Diagnostic {
  const path = diagnostic.path.match(/[^.[\]]+/g)?.map((part) => (/^\d+$/.test(part) ? Number(part) : part)) ?? []
  // Ids hold dots, so a path may go deeper than it can be followed; the nearest known part gives the line.
  const line = lineOf(path)
  return line ? { ...diagnostic, line } : diagnostic
}

const OPTION_KINDS = new Set(['single', 'multi'])
/** A person corrects some and runs it again; more would only bury the first. */
const MOST_FINDINGS = 100
/** Looking for the nearest name costs time; after some, the remedy says it without. */
const MOST_SUGGESTIONS = 30

/** Everything wrong with a rubric of the right shape. */
export function checkRubric(rubric: Rubric, taxonomy: Taxonomy): Diagnostic[] {
  const found: Diagnostic[] = []
  const report = (code: string, path: string, message: string, remedy: string) => {
    // A hostile file could ask for a report, and a search for the nearest name, at each of its keys.
    if (found.length < MOST_FINDINGS) found.push(error(code, path, message, remedy))
  }
  if (!isCalendarDay(rubric.effective))
    report('not-a-day', 'effective', `${rubric.effective} is not a day of the calendar.`, 'Correct the date.')
  if (rubric.taxonomy !== `${taxonomy.key}@${taxonomy.edition}`) {
    report(
      'unknown-taxonomy',
      'taxonomy',
      `the rubric names ${rubric.taxonomy}, the pack at hand is ${taxonomy.key}@${taxonomy.edition}.`,
      'Name an existing pack.',
    )
  }
  const questions = new Map<string, { question: Question; path: string }>()
  const known = new Set<string>()
  const name = (id: string, path: string) => {
    if (known.has(id))
      report(
        'duplicate-id',
        `${path}.id`,
        `the id ${id} stands twice.`,
        'Every id is unique in its rubric, given facts included.',
      )
    if (isCombinator(id) || (RESERVED_IDS as readonly string[]).includes(id))
      report('reserved-id', `${path}.id`, `${id} is a word with a meaning of its own.`, 'Choose another id.')
    known.add(id)
  }
  rubric.given?.forEach((given, g) => {
    name(given.id, `given[${g}]`)
  })
  unique(rubric.sections, 'sections', 'id', report)
  unique(rubric.tiers?.rules ?? [], 'tiers.rules', 'id', report)
  rubric.sections.forEach((section, s) => {
    section.questions.forEach((question, q) => {
      const path = `sections[${s}].questions[${q}]`
      name(question.id, path)
      questions.set(question.id, { question, path })
      found.push(...checkQuestion(question, path))
    })
  })
  checkHarms(rubric, taxonomy, report)

  const dependsOn = new Map<string, Set<string>>()
  const check = (source: unknown, path: string): Set<string> => {
    const { condition, problems } = readCondition(source, path)
    for (const problem of problems) report(problem.code, problem.path, `${problem.message}.`, problem.remedy)
    for (const { id, test } of testsIn(condition)) {
      if (found.length >= MOST_FINDINGS) break
      if (!known.has(id)) {
        const near = found.length < MOST_SUGGESTIONS ? nearest(id, known) : undefined
        report(
          'unknown-question',
          `${path}.${id}`,
          `there is no question ${id}.`,
          near ? `Did you mean ${near}?` : 'Name a question of this rubric or a given fact.',
        )
        continue
      }
      checkValues(test, id, `${path}.${id}`, allowedValues(id, questions, rubric), report)
    }
    return idsIn(condition)
  }
  const checkOwn = (source: TestSource | undefined, question: Question, path: string) => {
    if (source !== undefined)
      checkValues(readTest(source), question.id, path, allowedValues(question.id, questions, rubric), report)
  }
  rubric.sections.forEach((section, s) => {
    const sectionNeeds = section.show_when ? check(section.show_when, `sections[${s}].show_when`) : new Set<string>()
    section.questions.forEach((question, q) => {
      const path = `sections[${s}].questions[${q}]`
      const needs = question.show_when ? check(question.show_when, `${path}.show_when`) : new Set<string>()
      dependsOn.set(question.id, new Set([...needs, ...sectionNeeds]))
      question.knockouts?.forEach((knockout, k) => {
        check(knockout.when, `${path}.knockouts[${k}].when`)
        if ((knockout.action === 'tier_up') !== (knockout.to !== undefined)) {
          report(
            'knockout-tier',
            `${path}.knockouts[${k}]`,
            '`to` belongs to the action tier_up, and only there.',
            'Name the tier with tier_up, or remove `to`.',
          )
        }
      })
      question.effects?.forEach((effect, e) => {
        checkOwn(effect.when, question, `${path}.effects[${e}].when`)
      })
      checkOwn(question.evidence_when, question, `${path}.evidence_when`)
      question.min_rows?.forEach((least, i) => {
        if (least.when) check(least.when, `${path}.min_rows[${i}].when`)
      })
    })
  })
  rubric.tiers?.rules.forEach((rule, i) => {
    check(rule.when, `tiers.rules[${i}].when`)
  })
  if (rubric.wide_scope_when) check(rubric.wide_scope_when, 'wide_scope_when')
  const cycle = findCycle(dependsOn)
  if (cycle) {
    const path = questions.get(cycle[0] ?? '')?.path ?? 'sections'
    report(
      'condition-cycle',
      `${path}.show_when`,
      `these questions wait for each other: ${[...cycle, cycle[0]].join(' → ')}.`,
      'Remove one of the conditions.',
    )
  }
  const codes = new Map<string, string>()
  for (const { question, path } of questions.values()) {
    for (const knockout of question.knockouts ?? []) {
      const before = codes.get(knockout.code)
      if (before)
        report(
          'duplicate-reason',
          `${path}.knockouts`,
          `the reason code ${knockout.code} is also used at ${before}.`,
          'Give each knock-out a code of its own.',
        )
      codes.set(knockout.code, path)
    }
  }
  return found
}

type Report = (code: string, path: string, message: string, remedy: string) => void

/** Does the test name only values the answer can have? Options are text: `1` never equals the option "1". */
function checkValues(test: Test, id: string, path: string, values: Set<string> | undefined, report: Report): void {
  if (!values) return
  for (const value of [...(test.in ?? []), ...(test.includesAll ?? [])]) {
    if (isReserved(value) || (typeof value === 'string' && values.has(value))) continue
    const near = values.has(String(value)) ? `"${value}", in quotes` : nearest(String(value), values)
    report(
      'unknown-option',
      path,
      `${id} has no option ${String(value)}.`,
      near ? `Did you mean ${near}?` : `Use one of ${[...values].join(', ')}.`,
    )
  }
}

function unique(items: readonly { id: string }[], path: string, key: string, report: Report): void {
  const seen = new Set<string>()
  items.forEach(({ id }, i) => {
    if (seen.has(id)) report('duplicate-id', `${path}[${i}].${key}`, `the id ${id} stands twice.`, 'Rename one.')
    seen.add(id)
  })
}

function checkQuestion(question: Question, path: string): Diagnostic[] {
  const found: Diagnostic[] = []
  const needs = (has: boolean, wanted: boolean, key: string, remedy: string) => {
    if (has !== wanted)
      found.push(
        error(
          wanted ? 'missing-key' : 'key-without-use',
          `${path}.${key}`,
          wanted
            ? `a ${question.kind} question needs ${key}.`
            : `${key} has no meaning on a ${question.kind} question.`,
          remedy,
        ),
      )
  }
  // A yes/no question may carry effects on its two fixed options.
  needs(
    question.options !== undefined,
    OPTION_KINDS.has(question.kind) || (question.kind === 'yes_no' && question.options !== undefined),
    'options',
    'Give options to single and multi questions only.',
  )
  needs(
    question.anchors !== undefined,
    question.kind === 'scale',
    'anchors',
    'Give five anchors to a scale question, and only there.',
  )
  needs(
    question.columns !== undefined,
    question.kind === 'grid',
    'columns',
    'Give columns to a grid question, and only there.',
  )
  needs(
    question.rows !== undefined,
    question.kind === 'grid',
    'rows',
    'Say rows: free or rows: harms on a grid question, and only there.',
  )
  const onlyFor = (key: 'min' | 'max' | 'unit' | 'integer' | 'max_length' | 'min_rows', ...kinds: string[]) =>
    needs(
      question[key] !== undefined,
      question[key] !== undefined && kinds.includes(question.kind),
      key,
      `It belongs to ${kinds.join(' and ')} questions.`,
    )
  onlyFor('min', 'number')
  onlyFor('max', 'number')
  onlyFor('unit', 'number')
  onlyFor('integer', 'number')
  onlyFor('max_length', 'text', 'person')
  onlyFor('min_rows', 'grid')
  const seen = new Set<string>()
  question.options?.forEach((option, i) => {
    if (seen.has(option.value))
      found.push(
        error('duplicate-option', `${path}.options[${i}]`, `the option ${option.value} stands twice.`, 'Keep one.'),
      )
    if (isReserved(option.value))
      found.push(
        error(
          'reserved-value',
          `${path}.options[${i}].value`,
          `${option.value} is a state of every question, not an option.`,
          'Remove the option; people can always answer so where it is allowed.',
        ),
      )
    if (question.kind === 'yes_no' && option.value !== 'yes' && option.value !== 'no')
      found.push(
        error(
          'yes-no-options',
          `${path}.options[${i}].value`,
          'a yes_no question has the options yes and no.',
          'Use a single question for other options.',
        ),
      )
    seen.add(option.value)
  })
  if (question.kind === 'yes_no' && question.options && seen.size !== 2)
    found.push(
      error(
        'yes-no-options',
        `${path}.options`,
        'a yes_no question with options lists both yes and no.',
        'List both, or none.',
      ),
    )
  if (question.min !== undefined && question.max !== undefined && question.min > question.max)
    found.push(error('empty-range', `${path}.min`, 'min is above max.', 'Swap them.'))
  return found
}

function checkHarms(rubric: Rubric, taxonomy: Taxonomy, report: Report): void {
  const codes = taxonomy.harms.filter((harm) => !harm.incident_only).map((harm) => harm.code)
  rubric.sections.forEach((section, s) => {
    section.questions.forEach((question, q) => {
      const effects = [
        ...(question.options ?? []).flatMap((option, o) =>
          (option.effects ?? []).map((effect, e) => ({ effect, path: `options[${o}].effects[${e}]` })),
        ),
        ...(question.effects ?? []).map((effect, e) => ({ effect, path: `effects[${e}]` })),
      ]
      for (const { effect, path } of effects) {
        if (codes.some((code) => namesHarm(effect.harm, code))) continue
        const near = nearest(effect.harm, codes)
        report(
          'unknown-harm',
          `sections[${s}].questions[${q}].${path}`,
          `${effect.harm} is not in ${rubric.taxonomy}.`,
          near ? `Did you mean ${near}?` : 'Name a harm or a group (CSE-*) of the pack.',
        )
      }
    })
  })
}

/** The option values a question or given fact can take; undefined where any value may come. */
function allowedValues(
  id: string,
  questions: Map<string, { question: Question }>,
  rubric: Rubric,
): Set<string> | undefined {
  const question = questions.get(id)?.question
  if (question) {
    if (question.kind === 'yes_no') return new Set(['yes', 'no'])
    return question.options ? new Set(question.options.map((option) => option.value)) : undefined
  }
  const given = rubric.given?.find((fact) => fact.id === id)
  if (given?.kind === 'yes_no') return new Set(['yes', 'no'])
  return given?.values ? new Set(given.values) : undefined
}

/** A cycle in "is shown depending on", if there is one. */
export function findCycle(dependsOn: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined {
  const done = new Set<string>()
  const walk = (id: string, trail: string[]): string[] | undefined => {
    const at = trail.indexOf(id)
    if (at >= 0) return trail.slice(at)
    if (done.has(id)) return undefined
    for (const next of dependsOn.get(id) ?? []) {
      const cycle = walk(next, [...trail, id])
      if (cycle) return cycle
    }
    done.add(id)
    return undefined
  }
  for (const id of dependsOn.keys()) {
    const cycle = walk(id, [])
    if (cycle) return cycle
  }
  return undefined
}
