import type { CompiledRubric } from '#app/rubric/compile.ts'
import { compileRubric } from '#app/rubric/compile.ts'
import { idsIn } from '#app/rubric/condition.ts'
import {
  actualBump,
  type Bump,
  CHANGE_CLASSES,
  CHANGE_KINDS,
  type ChangeClass,
  checkBump,
  diffRubrics,
  type RubricChange,
  requiredBump,
} from '#app/rubric/diff.ts'
import { publicSection } from '#app/rubric/public.ts'
import type { ConditionSource } from '#app/rubric/rubric.ts'

/** What changed from one version to a later one, the gravest class first. */
export type ChangesView = {
  from: string
  to: string
  /** The least step of the version number that what is listed takes; null where nothing changed. */
  required: Bump | null
  actual: Bump | null
  /** What is wrong with the version number, and the one to use. */
  problem: { message: string; remedy: string } | null
  groups: { class: ChangeClass; changes: ChangeLine[] }[]
  /** Is the score key left out? */
  publicOnly: boolean
}

export type ChangeLine = {
  id: string
  path: string
  sentence: string
  means: string
  bump: Bump
  from: string
  to: string
}

/**
 * Compares two versions for a reader. Whoever may not read the scoring is shown what two rubrics without it differ in: the score key is
 * taken out before anything is compared, so that no kind of change, present or future, can carry a piece of it. What is left are
 * questions, options, wording, limits, visibility, gates, evidence, references and sections; knock-outs, effects, dimensions, rules,
 * outcomes, settings of the decision, levels, floors and whatever only the reviewer is asked are not compared at all.
 */
export function changesFor(before: CompiledRubric, after: CompiledRubric, mayReadScoring: boolean): ChangesView {
  const [old, now] = mayReadScoring ? [before, after] : [withoutScoreKey(before), withoutScoreKey(after)]
  const changes = diffRubrics(old, now)
  const [from, to] = [before.rubric.version, after.rubric.version]
  const problem = checkBump(from, to, changes)
  return {
    ...{ from, to },
    required: requiredBump(changes) ?? null,
    actual: actualBump(from, to) ?? null,
    problem: problem ? { message: problem.message, remedy: problem.remedy } : null,
    groups: CHANGE_CLASSES.map((one) => ({
      class: one,
      changes: changes.filter((change) => change.class === one).map(lineOf),
    })).filter((group) => group.changes.length > 0),
    publicOnly: !mayReadScoring,
  }
}

const lineOf = ({ id, path, sentence, kind, bump, from, to }: RubricChange): ChangeLine => ({
  ...{ id, path, sentence, bump, means: CHANGE_KINDS[kind].means, from: textOf(from), to: textOf(to) },
})

const MOST = 2_000

/** What stood there, short enough to be read beside the sentence. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > MOST ? `${text.slice(0, MOST)} …` : text
}

/** The rubric that an answerer could know: what `publicSection` leaves, without questions that only the reviewer is asked. */
function withoutScoreKey({ rubric, taxonomy }: CompiledRubric): CompiledRubric {
  const { tiers: _tiers, outcome: _outcome, decision: _decision, wide_scope_when: _wide, ...rest } = rubric
  const secret = new Set(
    rubric.sections.flatMap(({ questions }) =>
      questions.filter((one) => one.answered_by === 'reviewer').map(({ id }) => id),
    ),
  )
  const sections = rubric.sections
    .map(publicSection)
    .map(({ questions, shows = [], show_when, ...section }) => ({
      ...section,
      ...telling({ show_when }, secret),
      ...(shows.some((id) => !secret.has(id)) ? { shows: shows.filter((id) => !secret.has(id)) } : {}),
      questions: questions
        .filter(({ id }) => !secret.has(id))
        .map(({ show_when: shown, unless_asked, min_rows, ...question }) => ({
          ...question,
          ...telling({ show_when: shown }, secret),
          ...(unless_asked === undefined || secret.has(unless_asked) ? {} : { unless_asked }),
          ...(min_rows ? { min_rows: min_rows.filter(({ when }) => !asksOf(when, secret)) } : {}),
          dimension: 'exposure' as const,
        })),
    }))
    .filter(({ questions }) => questions.length > 0)
  return compileRubric(
    { ...rest, sections },
    { ...taxonomy, harms: taxonomy.harms.map((harm) => ({ ...harm, floor: 1 })) },
  )
}

/** A condition that looks at the reviewer's answer would name the question, so it is left out. */
const telling = ({ show_when }: { show_when: ConditionSource | undefined }, secret: ReadonlySet<string>) =>
  show_when === undefined || asksOf(show_when, secret) ? {} : { show_when }

const asksOf = (source: ConditionSource | undefined, secret: ReadonlySet<string>): boolean =>
  source !== undefined && [...idsIn(source)].some((id) => secret.has(id))
