import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import {
  type Bench,
  draftTyped,
  harmScoreOf,
  type RefusedAtBench,
  readReviewersAnswer,
  type ScoreDraft,
  type Scores,
  type StoredCredit,
  UNTOUCHED,
} from '#app/domain/reviews/index.ts'
import {
  type Answer,
  type Answers,
  type Assessment,
  CONTROL_STATUSES,
  type CompiledRubric,
  compileRubric,
  type Decision,
  type EvaluationInput,
  evaluate,
  type Facts,
  type HarmAssessment,
} from '#app/rubric/index.ts'
import { useResume } from '../signed-out.tsx'
import { type Fields, Saves } from './saves.ts'

export type CreditDraft = Pick<StoredCredit, 'strength' | 'status' | 'note'>
export type Judged = { facts: Facts; assessment: Assessment; decision: Decision }

/**
 * The bench while somebody works at it: what they set, what the engine makes of it at once, and what is saved.
 * @param refused a form of this page that was refused: what was typed in it stands where it was typed
 */
export function useBench(bench: Bench, viewer: BenchViewer, refused: RefusedAtBench | undefined) {
  const compiled = compiledOf(bench)
  const open = bench.kept === null && bench.review.may.score
  const answerable = bench.kept === null && bench.review.may.answer_as_reviewer
  const [typed] = useState(() =>
    refused && (refused.act === 'answer' ? answerable : open) ? typedIn(refused, compiled) : NOTHING_TYPED,
  )
  const [drafts, setDrafts] = useState(() => ({ ...draftsIn(bench.scores), ...typed.drafts }))
  const [credits, setCredits] = useState<Readonly<Record<string, CreditDraft>>>({
    ...bench.scores.credits,
    ...typed.credits,
  })
  const [answers, setAnswers] = useState<Answers>(() =>
    typed.answer ? withAnswer(bench.answers, typed.answer.id, typed.answer.given) : bench.answers,
  )
  const saves = useSaves(bench, viewer, typed.key === undefined ? undefined : refused, typed.key)
  const input = useMemo<EvaluationInput>(
    () => ({ answers, given: bench.given, scoring: scoringOf(bench, drafts, credits) }),
    [bench, answers, drafts, credits],
  )
  const judged = useMemo(() => judge(compiled, bench, input), [compiled, bench, input])
  const before = useMemo(() => judgeBefore(compiled, bench), [compiled, bench])
  return {
    compiled,
    /** Scores are open to this person. */
    open,
    /** The questions only reviewers answer are: to any reviewer, whoever has the review. */
    answerable,
    input,
    judged,
    before,
    drafts,
    credits,
    answers,
    saves,
    setScore(harm: HarmAssessment, change: Partial<ScoreDraft>, soon = false) {
      if (!open) return
      const draft = { ...(drafts[harm.code] ?? UNTOUCHED), ...change }
      setDrafts((all) => ({ ...all, [harm.code]: draft }))
      saves.want(`score:${harm.code}`, scoreFields(harm.code, draft), soon)
    },
    /** What stands on the server takes the place of what the page holds. */
    takeScore: (harm: string, draft: ScoreDraft) => setDrafts((all) => ({ ...all, [harm]: draft })),
    setCredit(id: string, credit: CreditDraft) {
      setCredits((all) => ({ ...all, [id]: credit }))
      saves.want(`credit:${id}`, creditFields(id, credit), true)
    },
    takeCredit: (id: string, credit: CreditDraft) => setCredits((all) => ({ ...all, [id]: credit })),
    takeAnswer: (key: string, answer: Answer | undefined) => setAnswers((all) => withAnswer(all, key, answer)),
    setAnswer(key: string, answer: Answer | undefined, fields: Fields) {
      setAnswers((all) => withAnswer(all, key, answer))
      saves.want(`answer:${key}`, fields, true)
    },
  }
}
/** Who works at the bench. */
export type BenchViewer = { id: string; timeZone: string }
export type LiveBench = ReturnType<typeof useBench>

// Compiled once per version: reading the conditions takes longer than a key press may.
const compiledByVersion = new Map<string, CompiledRubric>()

export function compiledOf({ review, rubric, taxonomy, table }: Bench): CompiledRubric {
  const known = compiledByVersion.get(review.fullVersionId)
  if (known) return known
  const compiled = compileRubric(rubric, taxonomy, table)
  compiledByVersion.set(review.fullVersionId, compiled)
  return compiled
}

type TypedAtBench = {
  /** The part of the bench, as its saves are called; undefined for a form that only asks something once. */
  key?: string
  drafts?: Record<string, ScoreDraft>
  credits?: Record<string, CreditDraft>
  answer?: { id: string; given: Answer | undefined }
}
const NOTHING_TYPED: TypedAtBench = {}

/** What a refused form held, in the place where the bench keeps it. */
function typedIn({ act, about, typed }: RefusedAtBench, compiled: CompiledRubric): TypedAtBench {
  const key = `${act}:${about}`
  if (act === 'score' && compiled.harms.some(({ code }) => code === about))
    return { key, drafts: { [about]: draftTyped(typed) } }
  if (act === 'credit') {
    const { strength = '', note = '' } = typed
    const status = CONTROL_STATUSES.find((one) => one === typed.status) ?? 'planned'
    return { key, credits: { [about]: { strength: /^[0-3]$/.test(strength) ? Number(strength) : 0, status, note } } }
  }
  const question = act === 'answer' ? compiled.byId.get(about)?.question : undefined
  if (!question) return NOTHING_TYPED
  const fields = new Map(Object.entries(typed).map(([name, text]) => [name, [text.replaceAll('\r\n', '\n')]]))
  const answer = readReviewersAnswer(question, about, fields)
  return { key, answer: { id: about, given: answer.state === 'blank' ? undefined : (answer as Answer) } }
}

function withAnswer(all: Answers, id: string, answer: Answer | undefined): Answers {
  const { [id]: _, ...others } = all
  return answer ? { ...others, [id]: answer } : others
}

function useSaves(
  { review, scores, versions }: Bench,
  { id, timeZone }: BenchViewer,
  refused: RefusedAtBench | undefined,
  refusedKey: string | undefined,
): Saves {
  const [saves] = useState(() => {
    const made = new Saves(`/reviews/${review.id}/scores`, timeZone, {
      id,
      onAnotherPerson: () => location.replace('/'),
    })
    for (const [harm, { version }] of Object.entries(scores.harms)) made.know(`score:${harm}`, version)
    for (const [id, { version }] of Object.entries(scores.credits)) made.know(`credit:${id}`, version)
    for (const [key, version] of Object.entries(versions)) made.know(`answer:${key}`, version)
    if (refused && refusedKey) made.refuse(refusedKey, refused)
    return made
  })
  useSyncExternalStore(saves.subscribe, saves.snapshot, () => 0)
  useResume(saves)
  useEffect(() => {
    const stay = (event: BeforeUnloadEvent) => {
      if (saves.unsent > 0) event.preventDefault()
    }
    window.addEventListener('beforeunload', stay)
    return () => window.removeEventListener('beforeunload', stay)
  }, [saves])
  return saves
}

const draftsIn = ({ harms }: Scores): Readonly<Record<string, ScoreDraft>> =>
  Object.fromEntries(Object.entries(harms).map(([harm, { draft }]) => [harm, draft]))

const scoringOf = (
  { scores }: Pick<Bench, 'scores'>,
  drafts: Readonly<Record<string, ScoreDraft>>,
  credits: Readonly<Record<string, CreditDraft>>,
): EvaluationInput['scoring'] => ({
  harms: Object.fromEntries(
    Object.entries(drafts).map(([harm, draft]) => [harm, harmScoreOf(draft, scores.harms[harm])]),
  ),
  credits: Object.fromEntries(Object.entries(credits).map(([id, { strength, status }]) => [id, { strength, status }])),
})

/** Locked scores show what was kept; open ones what the engine says now. */
function judge(compiled: CompiledRubric, { kept }: Bench, input: EvaluationInput): Judged {
  const { facts, assessment, decision } = evaluate(compiled, input)
  if (kept) return { facts, assessment: kept.assessment, decision: kept.decision }
  if (!assessment || !decision) throw new Error('This rubric has no decision rules')
  return { facts, assessment, decision }
}

/** The levels as they were in the round before. */
function judgeBefore(compiled: CompiledRubric, { before, given }: Bench): Judged | null {
  if (!before) return null
  const scoring = scoringOf(before, draftsIn(before.scores), before.scores.credits)
  const { facts, assessment, decision } = evaluate(compiled, { answers: before.answers, given, scoring })
  return assessment && decision ? { facts, assessment, decision } : null
}

const reasonMissing = (draft: ScoreDraft): boolean =>
  (draft.likelihood !== null && draft.likelihoodReason.trim() === '') ||
  (draft.gravity !== null && draft.gravityReason.trim() === '')

/** Undefined while a reason is missing: half a judgement is not sent. */
function scoreFields(harm: string, draft: ScoreDraft): Fields | undefined {
  if (reasonMissing(draft)) return undefined
  const text = (value: string | number | null) => (value === null ? '' : String(value))
  return {
    act: 'score',
    harm,
    likelihood: text(draft.likelihood),
    likelihoodReason: draft.likelihood === null ? '' : draft.likelihoodReason,
    gravity: text(draft.gravity),
    gravityReason: draft.gravity === null ? '' : draft.gravityReason,
    wideScope: draft.wideScope,
    irreversible: draft.irreversible,
    confidence: text(draft.confidence),
    probability: text(draft.probability),
  }
}

const creditFields = (controlId: string, { strength, status, note }: CreditDraft): Fields | undefined =>
  note.trim() === '' ? undefined : { act: 'credit', controlId, strength: String(strength), status, note }

/** The same object as long as its content is the same, so that what did not change is not drawn again. */
export function useSame<T>(value: T): T {
  const kept = useRef(value)
  if (kept.current !== value && JSON.stringify(kept.current) !== JSON.stringify(value)) kept.current = value
  return kept.current
}
