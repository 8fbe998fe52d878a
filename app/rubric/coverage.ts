import { FRAMEWORKS, type Framework } from './frameworks.ts'
import { isOfAddOn, type Rubric } from './rubric.ts'

/** A question that names a part of a framework. */
export type CoveringQuestion = { rubric: string; version: string; id: string; text: string; ofReviewer: boolean }

export type CoveredPart = { code: string; name: string; questions: CoveringQuestion[] }

/** A framework with the questions that name each of its parts. */
export type Coverage = Pick<Framework, 'code' | 'name' | 'noun' | 'note'> & {
  /** In the order of the framework. */
  parts: CoveredPart[]
  /** Codes that questions name and the list of the framework does not hold. */
  others: CoveredPart[]
  /** Codes that no question names. */
  gaps: string[]
}

/**
 * Which question rests on which practice, factor, article or standard, by the references of the questions.
 * @param rubrics one version of each; what one of them draws in as an add-on is counted where it stands by itself
 */
export function coverageOf(rubrics: readonly Rubric[], frameworks: readonly Framework[] = FRAMEWORKS): Coverage[] {
  const byReference = questionsByReference(rubrics)
  return frameworks.map(({ code: prefix, name, noun, note, parts: listed }) => {
    const questionsOf = (code: string) => byReference.get(`${prefix}:${code}`) ?? []
    const parts = listed.map(([code, of]): CoveredPart => ({ code, name: of, questions: questionsOf(code) }))
    const known = new Set(listed.map(([code]) => code))
    const others = [...byReference.keys()]
      .filter((reference) => reference.startsWith(`${prefix}:`))
      .map((reference) => reference.slice(prefix.length + 1))
      .filter((code) => !known.has(code))
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
      .map((code): CoveredPart => ({ code, name: '', questions: questionsOf(code) }))
    return {
      ...{ code: prefix, name, noun, parts, others },
      ...(note === undefined ? {} : { note }),
      gaps: parts.filter(({ questions }) => questions.length === 0).map(({ code }) => code),
    }
  })
}

function questionsByReference(rubrics: readonly Rubric[]): ReadonlyMap<string, CoveringQuestion[]> {
  const found = new Map<string, CoveringQuestion[]>()
  const keys = new Set(rubrics.map(({ key }) => key))
  for (const { key, version, sections, add_ons = [] } of rubrics) {
    const elsewhere = add_ons.filter((name) => keys.has(name.split('@')[0] ?? ''))
    for (const { id, text, refs, answered_by } of sections.flatMap(({ questions }) => questions)) {
      if (elsewhere.some((name) => isOfAddOn(id, name))) continue
      const question = { rubric: key, version, id, text, ofReviewer: answered_by === 'reviewer' }
      for (const reference of new Set(refs)) found.set(reference, [...(found.get(reference) ?? []), question])
    }
  }
  return found
}
