import {
  type Assessment,
  CONFIDENCE_GRADES,
  type ConfidenceGrade,
  type ControlStatus,
  type HarmScore,
} from '#app/rubric/index.ts'

/** What a reviewer says of one harm, as the bench holds it. Null means: as the answers suggest. */
export type ScoreDraft = {
  likelihood: number | null
  likelihoodReason: string
  gravity: number | null
  gravityReason: string
  wideScope: 'suggested' | 'yes' | 'no'
  irreversible: 'yes' | 'no'
  confidence: ConfidenceGrade | null
  probability: number | null
}

/** A stored score with the version its next change must name. */
export type StoredScore = { draft: ScoreDraft; version: number; added: boolean; attested: string | null }
export type StoredCredit = { strength: number; status: ControlStatus; note: string; version: number }

/** One scoring, by harm and by safeguard. */
export type Scores = { harms: Record<string, StoredScore>; credits: Record<string, StoredCredit> }

export const UNTOUCHED: ScoreDraft = {
  likelihood: null,
  likelihoodReason: '',
  gravity: null,
  gravityReason: '',
  wideScope: 'suggested',
  irreversible: 'no',
  confidence: null,
  probability: null,
}

/** The row of a stored score as the bench holds it. */
export function draftOf(row: {
  likelihood: number | null
  likelihoodReason: string | null
  gravity: number | null
  gravityReason: string | null
  wideScope: boolean | null
  irreversible: boolean | null
  confidence: ConfidenceGrade | null
  probability: number | null
}): ScoreDraft {
  return {
    likelihood: row.likelihood,
    likelihoodReason: row.likelihoodReason ?? '',
    gravity: row.gravity,
    gravityReason: row.gravityReason ?? '',
    wideScope: row.wideScope === null ? 'suggested' : row.wideScope ? 'yes' : 'no',
    irreversible: row.irreversible ? 'yes' : 'no',
    confidence: row.confidence,
    probability: row.probability,
  }
}

/** A score as a form sent it, to show it again: what cannot stand in its field is left out. */
export function draftTyped(typed: Readonly<Record<string, string>>): ScoreDraft {
  const oneOf = <T extends string>(values: readonly T[], text: string | undefined) =>
    values.find((value) => value === text)
  const step = (text = '') => (/^[1-5]$/.test(text) ? Number(text) : null)
  const { probability = '' } = typed
  return {
    likelihood: step(typed.likelihood),
    likelihoodReason: typed.likelihoodReason ?? '',
    gravity: step(typed.gravity),
    gravityReason: typed.gravityReason ?? '',
    wideScope: oneOf(['suggested', 'yes', 'no'], typed.wideScope) ?? 'suggested',
    irreversible: oneOf(['yes', 'no'], typed.irreversible) ?? 'no',
    confidence: oneOf(CONFIDENCE_GRADES, typed.confidence) ?? null,
    probability: probability.trim() !== '' && Number.isFinite(Number(probability)) ? Number(probability) : null,
  }
}

/** The same as the engine reads it. */
export function harmScoreOf(draft: ScoreDraft, more: { added?: boolean; attested?: string | null } = {}): HarmScore {
  const score: HarmScore = { irreversible: draft.irreversible === 'yes' }
  if (draft.likelihood !== null) score.likelihood = draft.likelihood
  if (draft.gravity !== null) score.gravity = draft.gravity
  if (draft.wideScope !== 'suggested') score.wideScope = draft.wideScope === 'yes'
  if (draft.confidence !== null) score.confidence = draft.confidence
  if (draft.probability !== null) score.probability = draft.probability
  if (more.attested) score.noMechanism = true
  if (more.added) score.added = true
  return score
}

export const sameDraft = (a: ScoreDraft, b: ScoreDraft): boolean =>
  (Object.keys(UNTOUCHED) as (keyof ScoreDraft)[]).every((field) => a[field] === b[field])

/** Does a score still stand as the round before left it? */
export const carriedOver = (now: ScoreDraft, before: ScoreDraft | undefined): boolean =>
  before !== undefined && sameDraft(now, before)

/** The scores a new round starts with: those of the round before. An attestation spoke of the answers of its round; new ones need a new one. */
export function carryOver({ harms, credits }: Scores): Scores {
  return {
    harms: Object.fromEntries(
      Object.entries(harms).map(([harm, score]) => [harm, { ...score, version: 1, attested: null }]),
    ),
    credits: Object.fromEntries(Object.entries(credits).map(([id, credit]) => [id, { ...credit, version: 1 }])),
  }
}

/** Something a score still lacks before it can be locked. */
export type Gap = { code: string; name: string; missing: string }

/** Every harm in scope needs a graded evidence and a probability before the scores are locked. */
export function gapsOf({ harms }: Pick<Assessment, 'harms'>): Gap[] {
  return harms.flatMap(({ code, name, confidence, probability }) => {
    const missing = [
      confidence === null ? 'grade the evidence' : '',
      probability === null ? 'give a probability' : '',
    ].filter(Boolean)
    return missing.length > 0 ? [{ code, name, missing: missing.join(' and ') }] : []
  })
}

/** How sure the evidence makes us: the grade, and what it means. */
export const GRADES: Readonly<Record<ConfidenceGrade, { name: string; means: string }>> = {
  A: { name: 'Measured', means: 'Data from the live feature or an experiment' },
  B: { name: 'Seen before', means: 'A similar feature, or an earlier incident' },
  C: { name: 'Judged', means: 'The judgement of somebody who knows the field' },
  D: { name: 'Assumed', means: 'An assumption. It counts one step of likelihood against' },
}

export const LIKELIHOODS = [
  'Remote: below 1 %',
  'Unlikely: 1 to 10 %',
  'Possible: 10 to 40 %',
  'Likely: 40 to 80 %',
  'Near certain: above 80 %, or seen already',
] as const

export const GRAVITIES = [
  'Annoyance',
  'Distress or a minor loss',
  'Serious harm to mind, money or privacy',
  'Lasting injury, abuse or a credible threat',
  'Death, sexual abuse of a child or terrorism',
] as const

/** What a probability means in words, so that 10 and 40 are not pulled out of the air. */
export const PROBABILITY_ANCHORS: readonly { percent: number; words: string }[] = [
  { percent: 1, words: '1 in 100 such launches' },
  { percent: 10, words: '1 in 10' },
  { percent: 33, words: '1 in 3' },
  { percent: 50, words: 'as likely as not' },
  { percent: 90, words: '9 in 10' },
]
