import type { Answer, Answers } from './answers.ts'
import { checkAnswer } from './check-answer.ts'
import type { CompiledQuestion, CompiledRubric } from './compile.ts'
import { diffRubrics, type RubricChange } from './diff.ts'
import { gatherFacts } from './facts.ts'
import { whyReconfirm } from './move-reasons.ts'
import type { Question } from './rubric.ts'

/** What becomes of one answer when its review moves to another version. */
export type AnswerMove = {
  questionId: string
  fate: 'carried' | 'to_reconfirm' | 'archived'
  /** In words for whoever answered; null for an answer that is simply carried. */
  why: string | null
  answer: Answer
  /** The question in the words it was asked in. */
  asked: Question
}

/** A question that the other version asks of the submitter on these answers, and the one before did not know or left open. */
export type NewQuestion = { questionId: string; text: string; section: string; gate: boolean }

/** A knock-out or a gate that the other version has and the one before lacks or has weaker. Of a knock-out only its question is told. */
export type NewStop = { kind: 'knockout' | 'gate'; code: string; questionId: string; text: string }

export type MovePlan = {
  answers: AnswerMove[]
  questions: NewQuestion[]
  /** Gates that are still to be answered, or known, on these answers. */
  gates: NewStop[]
  /** Of questions that are asked, whatever was answered: who could see which answer fires one could try them all out. */
  knockouts: NewStop[]
}

/**
 * What a move from one version to another does to a set of answers: each is carried, to be reconfirmed or archived, none is lost.
 * Built on the comparison of the versions and on the check of single answers; only what concerns the answer given is held against it.
 * An answer that neither version has a question for is not part of the move.
 * @param given facts handed in from outside, as for an evaluation
 */
export function planMove(from: CompiledRubric, to: CompiledRubric, answers: Answers, given: Answers = {}): MovePlan {
  const changes = diffRubrics(from, to)
  const moves = Object.entries(answers).flatMap(([id, answer]) => {
    const was = from.byId.get(id)
    const is = to.byId.get(id)
    const asked = was ?? is
    if (!asked) return []
    const ofQuestion = changes.filter((change) => change.id === id)
    return [{ questionId: id, answer, asked: asked.question, ...fateOf({ was, is, answer, changes: ofQuestion }) }]
  })
  const moved = movedAnswers(to, moves)
  const facts = gatherFacts(to, moved, given, { answeredBy: 'submitter' })
  const visible = new Set(facts.visible.map(({ question }) => question.id))
  const stops = stopsIn(from, to, changes)
  const open = new Set(facts.openGates)
  return {
    answers: moves,
    questions: facts.visible
      .filter(({ question }) => question.answered_by === 'submitter' && !from.byId.has(question.id))
      .filter(({ question }) => !moved[question.id])
      .map(({ question, section }) => ({
        questionId: question.id,
        text: question.text,
        section: section.title,
        gate: question.gate,
      })),
    gates: stops.filter(({ kind, questionId }) => kind === 'gate' && open.has(questionId)),
    knockouts: stops.filter(({ kind, questionId }) => kind === 'knockout' && visible.has(questionId)),
  }
}

/** The answers that the other version works with after the move: all but the archived ones. */
export function movedAnswers(to: CompiledRubric, moves: readonly AnswerMove[]): Answers {
  return Object.fromEntries(
    moves.flatMap(({ questionId, fate, answer }) =>
      fate !== 'archived' && to.byId.has(questionId) ? [[questionId, answer] as const] : [],
    ),
  )
}

/**
 * The knock-outs and gates of a version that another one lacks or has weaker: what answers to the other one never met. A changed
 * condition counts, for nobody can say of two conditions which is the stricter one for every launch; a weaker consequence does not.
 */
export const newStops = (from: CompiledRubric, to: CompiledRubric): NewStop[] =>
  stopsIn(from, to, diffRubrics(from, to))

function stopsIn(from: CompiledRubric, to: CompiledRubric, changes: readonly RubricChange[]): NewStop[] {
  const gates = new Set(
    changes
      .filter(({ kind, to: now }) => kind === 'gate-question-added' || (kind === 'gate-changed' && now === true))
      .map(({ id }) => id),
  )
  const knockouts = new Set(changes.filter(isStricterKnockout).map(({ id }) => id))
  // A renamed question is new to whoever compares ids: its gate was never answered under this one.
  for (const { question } of to.questions) if (question.gate && !from.byId.has(question.id)) gates.add(question.id)
  return to.questions.flatMap(({ question, knockouts: standing }) => [
    ...(gates.has(question.id) ? [stop('gate', question.id, question)] : []),
    ...standing
      .filter(({ knockout }) => knockouts.has(knockout.code))
      .map(({ knockout }) => stop('knockout', knockout.code, question)),
  ])
}

const stop = (kind: NewStop['kind'], code: string, { id, text }: Question): NewStop => ({
  kind,
  code,
  questionId: id,
  text,
})

/** From the mildest consequence on. */
const ACTIONS: readonly unknown[] = ['tier_up', 'route', 'escalate', 'block']

function isStricterKnockout({ kind, path, from, to }: RubricChange): boolean {
  if (kind === 'knockout-added' || kind === 'knockout-added-ahead' || kind === 'knockout-changed-ahead') return true
  if (kind !== 'knockout-changed') return false
  return !path.endsWith('.action') || ACTIONS.indexOf(to) > ACTIONS.indexOf(from)
}

type Moving = {
  was: CompiledQuestion | undefined
  is: CompiledQuestion | undefined
  answer: Answer
  changes: readonly RubricChange[]
}

function fateOf({ was, is, answer, changes }: Moving): Pick<AnswerMove, 'fate' | 'why'> {
  if (!is) return { fate: 'archived', why: 'This is not asked any more.' }
  const problem = checkAnswer(is, answer)
  // What was not finished before is no less welcome than it was.
  if (problem && (!was || checkAnswer(was, answer)?.code !== problem.code))
    return { fate: 'archived', why: `The answer no longer fits. ${problem.message}` }
  if (!was) return { fate: 'to_reconfirm', why: 'This is asked again; it was answered under an earlier version.' }
  const why = whyReconfirm(was.question, is.question, answer, changes)
  return why ? { fate: 'to_reconfirm', why } : { fate: 'carried', why: null }
}
