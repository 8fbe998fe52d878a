import { effectPlaces, type QuestionPlace, questionPlaces } from '../places.ts'
import { namesHarm, type Taxonomy } from '../rubric.ts'
import type { LintRule } from './rule.ts'

/** Only a rubric that decides has to ask about every harm; triage only sorts. */

const harmWithoutExposure: LintRule = {
  code: 'harm-without-exposure',
  severity: 'warning',
  finds: 'No answer raises a harm of the taxonomy.',
  matters: 'A launch could do this harm, and no question would bring it up.',
  remedy: 'Add an effect on it to an exposure question.',
  find: ({ compiled: { rubric, taxonomy } }) =>
    (rubric.decision ? harmsWithout(taxonomy, questionPlaces(rubric)) : []).map((code) => ({
      path: 'sections',
      message: `no answer raises ${code}.`,
      remedy: `Add an effect on ${code} to an exposure question.`,
    })),
}

const harmWithoutControl: LintRule = {
  code: 'harm-without-control',
  severity: 'warning',
  finds:
    'No safeguard question names a harm of the taxonomy. A list of safeguards (kind `controls`) takes any harm, so one such question names them all.',
  matters: 'Whoever has a safeguard against it cannot say so, and nothing ever lowers its level.',
  remedy: 'Add a controls question, or an effect on it.',
  find: ({ compiled: { rubric, taxonomy } }) => {
    const places = questionPlaces(rubric)
    if (!rubric.decision || places.some(({ question }) => question.kind === 'controls')) return []
    const safeguards = places.filter(({ question }) => question.dimension === 'control')
    return harmsWithout(taxonomy, safeguards).map((code) => ({
      path: 'sections',
      message: `no safeguard question names ${code}.`,
    }))
  },
}

export const harms = [harmWithoutExposure, harmWithoutControl]

/** The harms in force that no effect of these questions names. */
function harmsWithout(taxonomy: Taxonomy, questions: readonly QuestionPlace[]): string[] {
  const named = questions.flatMap(effectPlaces).map(({ effect }) => effect.harm)
  return taxonomy.harms
    .filter((harm) => !harm.incident_only && harm.valid_to === undefined)
    .filter(({ code }) => !named.some((ref) => namesHarm(ref, code)))
    .map(({ code }) => code)
}
