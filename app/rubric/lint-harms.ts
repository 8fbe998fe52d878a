import { type Diagnostic, warning } from './diagnostic.ts'
import { namesHarm, type Rubric, type Taxonomy } from './rubric.ts'

/**
 * Every harm of the pack should be raised by some exposure or consequence question and be met by some safeguard question.
 * A list of safeguards (kind `controls`) takes any harm, so one such question meets them all.
 */
export function harmsByQuestion(rubric: Rubric, taxonomy: Taxonomy): Diagnostic[] {
  const questions = rubric.sections.flatMap((section) => section.questions)
  const raised = questions.flatMap((question) => [
    ...(question.options ?? []).flatMap((option) => option.effects ?? []),
    ...(question.effects ?? []),
  ])
  const takesAnyHarm = questions.some(({ kind }) => kind === 'controls')
  const met = questions
    .filter(({ dimension }) => dimension === 'control')
    .flatMap((question) => [
      ...(question.options ?? []).flatMap((option) => option.effects ?? []),
      ...(question.effects ?? []),
    ])
  const without = (refs: { harm: string }[]) =>
    taxonomy.harms
      .filter((harm) => !harm.incident_only && harm.valid_to === undefined)
      .filter((harm) => !refs.some((ref) => namesHarm(ref.harm, harm.code)))
      .map((harm) => harm.code)
  const unraised = without(raised)
  const unmet = takesAnyHarm ? [] : without(met)
  return [
    ...unraised.map((code) =>
      warning(
        'harm-without-exposure',
        'sections',
        `no answer raises ${code}.`,
        `Add an effect on ${code} to an exposure question.`,
      ),
    ),
    ...unmet.map((code) =>
      warning(
        'harm-without-control',
        'sections',
        `no safeguard question names ${code}.`,
        'Add a controls question, or an effect on it.',
      ),
    ),
  ]
}
