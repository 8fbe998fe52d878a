import { KEPT_UNFINISHED } from '#app/domain/reviews/answer-form.ts'
import type { AnswerInput } from '#app/domain/reviews/schemas.ts'
import type { Answer } from '#app/rubric/answers.ts'
import { checkAnswer, checkEvidence } from '#app/rubric/check-answer.ts'
import type { CompiledRubric } from '#app/rubric/compile.ts'
import { asksForEvidence, withAskedEvidence } from '#app/rubric/evidence.ts'
import { type Facts, gatherFacts } from '#app/rubric/facts.ts'
import { compilePart, type RubricPart } from '#app/rubric/part.ts'

/**
 * The answers on the page and what follows from them: which questions are shown, which are still missing. It runs the engine that the
 * server runs, and tells only those parts of the page that have something new to show.
 */
export class SectionStore {
  readonly #compiled: CompiledRubric
  readonly #part: RubricPart
  readonly #answers: Record<string, AnswerInput>
  readonly #replaced = new Map<string, number>()
  readonly #listeners = new Set<() => void>()
  #facts: Facts
  #visible: ReadonlySet<string>

  constructor(part: RubricPart, answers: Readonly<Record<string, AnswerInput>>) {
    this.#part = part
    this.#compiled = compilePart(part)
    this.#answers = { ...answers }
    this.#facts = this.#gather()
    this.#visible = this.#shown()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  isVisible = (id: string): boolean => this.#visible.has(id)
  answerOf = (id: string): AnswerInput => this.#answers[id] ?? { state: 'blank' }
  /** Counts how often another answer took the place of the one on the page. */
  timesReplaced = (id: string): number => this.#replaced.get(id) ?? 0
  /** What is still wrong with an answer that is kept: too few rows, an empty cell. */
  problemOf = (id: string): string | undefined =>
    this.#facts.invalid.find(({ questionId }) => questionId === id)?.message
  /** How many rows the other answers ask for. */
  leastRows = (id: string): number =>
    Math.max(
      0,
      ...(this.#compiled.byId.get(id)?.minRows ?? [])
        .filter(({ when }) => !when || when(this.#facts.slots))
        .map(({ rows }) => rows),
    )
  asksForEvidence = (id: string): boolean => {
    const question = this.#compiled.byId.get(id)
    return question !== undefined && asksForEvidence(question, this.#facts.slots[question.slot])
  }
  /** What is wrong with the evidence beside the answer on the page. */
  evidenceProblemOf = (id: string): string | undefined => {
    const question = this.#compiled.byId.get(id)
    const answer = this.answerOf(id)
    return question && answer.state === 'answered' ? checkEvidence(question, answer as Answer)?.message : undefined
  }
  /** The answer to be read: without evidence that another answer was asked for. */
  answerToRead = (id: string): Answer | undefined => {
    const question = this.#compiled.byId.get(id)
    const answer = this.answerOf(id)
    return question && answer.state !== 'blank' ? withAskedEvidence(question, answer as Answer) : undefined
  }
  /** Must be given and is given, as text: a value that only changes when the count does. */
  progress = (): string => {
    const asked = this.#facts.visible.filter(({ question }) => question.required).length
    return `${asked - this.#facts.missing.length - this.#facts.invalid.length} of ${asked}`
  }

  set(id: string, answer: AnswerInput): void {
    this.#answers[id] = answer
    this.#facts = this.#gather()
    this.#visible = this.#shown()
    for (const listener of this.#listeners) listener()
  }

  /** Puts another answer on the page itself. */
  replace(id: string, answer: AnswerInput): void {
    this.#replaced.set(id, this.timesReplaced(id) + 1)
    this.set(id, answer)
  }

  /** Why this answer cannot be sent yet, in words. */
  check(id: string, answer: AnswerInput): string | undefined {
    const question = this.#compiled.byId.get(id)
    if (!question || answer.state === 'blank') return undefined
    const problem = checkEvidence(question, answer as Answer) ?? checkAnswer(question, answer as Answer)
    return problem && !KEPT_UNFINISHED.has(problem.code) ? problem.message : undefined
  }

  #gather(): Facts {
    const given = Object.entries(this.#answers).filter(([, answer]) => answer.state !== 'blank')
    return gatherFacts(this.#compiled, Object.fromEntries(given) as Record<string, Answer>, this.#part.given)
  }

  #shown = (): ReadonlySet<string> => new Set(this.#facts.visible.map(({ question }) => question.id))
}
