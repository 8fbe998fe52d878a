import type { Columns } from '#app/rubric/backtest/columns.ts'
import { checkAnswer } from '#app/rubric/check-answer.ts'
import { type Condition, readCondition } from '#app/rubric/condition.ts'
import type { Answer, CompiledQuestion, CompiledRubric } from '#app/rubric/index.ts'
import { compileTest } from '#app/rubric/predicate.ts'

export const columnName = (kind: 'answers' | 'given', id: string): string => `"${kind === 'given' ? 'g' : 'q'} ${id}"`

export const sum = (parts: readonly string[]): string =>
  parts.length === 0 ? '0' : parts.map((part) => `(${part})::INTEGER`).join(' + ')
export const or = (parts: readonly string[]): string => (parts.length === 0 ? 'false' : `(${parts.join(' OR ')})`)
export const and = (parts: readonly string[]): string => {
  const some = parts.filter((part) => part !== 'true')
  return some.length === 0 ? 'true' : `(${some.join(' AND ')})`
}

const EMPTY: readonly (Answer | undefined)[] = [undefined, { state: 'unknown' }]

/** The conditions of one version as SQL over the codes of the answers. */
export class Conditions {
  /** How many layers of questions stand below; a question that is always shown has none. */
  protected readonly depth = new Map<number, number>()
  protected readonly compiled: CompiledRubric
  /** Before the names of this version's own columns. */
  protected readonly name: string
  private readonly columns: Columns
  private readonly earlier: Conditions | undefined

  constructor(compiled: CompiledRubric, columns: Columns, name: string, earlier?: Conditions) {
    this.compiled = compiled
    this.columns = columns
    this.name = name
    this.earlier = earlier
  }

  shown({ slot }: Pick<CompiledQuestion, 'slot'>): string {
    return this.depth.has(slot) ? `${this.name}v${slot}` : 'true'
  }

  protected holds(source: unknown): string {
    return source === undefined ? 'true' : this.condition(readCondition(source, '').condition, false, false)
  }

  protected condition(condition: Condition, honest: boolean, wide: boolean): string {
    const parts = (of: Condition[], as = wide) => of.map((one) => this.condition(one, honest, as))
    switch (condition.op) {
      case 'not':
        return `NOT ${this.condition(condition.of, honest, !wide)}`.replace(/^NOT (.*)$/, '(NOT $1)')
      case 'all':
        return and(parts(condition.of))
      case 'any':
        return or(parts(condition.of))
      case 'count':
        return `((${sum(parts(condition.of))}) >= ${condition.least} AND (${sum(parts(condition.of, !wide))}) <= ${condition.most})`
      case 'test': {
        const holds = compileTest(condition.test)
        const gate = honest && wide && this.compiled.byId.get(condition.id)?.question.gate === true
        return this.where(
          this.compiled.slotOf(condition.id),
          (answer) => holds(answer) || (gate && answer?.state === 'unknown'),
        )
      }
    }
  }

  protected slotsIn(source: unknown): number[] {
    return source === undefined ? [] : readCondition(source, '').tests.map(({ id }) => this.compiled.slotOf(id))
  }

  /** The rows whose answer in this slot is one of those that hold. */
  protected where(slot: number, holds: (answer: Answer | undefined, refused: boolean) => boolean): string {
    const all = this.answersIn(slot)
    const codes = all.flatMap(({ answer, refused }, code) => (holds(answer, refused) ? [code] : []))
    if (codes.length === 0) return 'false'
    if (codes.length === all.length) return 'true'
    const rest = all.flatMap((_, code) => (codes.includes(code) ? [] : [code]))
    return codes.length <= rest.length ? this.among(slot, codes) : `(NOT ${this.among(slot, rest)})`
  }

  private among(slot: number, codes: readonly number[]): string {
    return codes.length === 1 ? `(${this.code(slot)} = ${codes[0]})` : `(${this.code(slot)} IN (${codes.join(', ')}))`
  }

  /** A small number by the answer. */
  protected choose(slot: number, value: (answer: Answer | undefined) => number): string {
    const byValue = new Map<number, number[]>()
    for (const [code, { answer }] of this.answersIn(slot).entries()) {
      const found = value(answer)
      if (found !== 0) byValue.set(found, [...(byValue.get(found) ?? []), code])
    }
    if (byValue.size === 0) return '0'
    const cases = [...byValue].map(([found, codes]) => `WHEN ${this.among(slot, codes)} THEN ${found}`)
    return `CASE ${cases.join(' ')} ELSE 0 END`
  }

  private answersIn(slot: number): { answer: Answer | undefined; refused: boolean }[] {
    const id = this.compiled.givenIds[slot]
    const question = this.compiled.questions.find((one) => one.slot === slot)
    const dictionary =
      (id === undefined
        ? this.columns.answers.get(question?.question.id ?? '')?.dictionary
        : this.columns.given.get(id)?.dictionary) ?? EMPTY
    return dictionary.map((answer) => {
      const refused = !!question && !!answer && checkAnswer(question, answer) !== undefined
      return { answer: refused ? undefined : answer, refused }
    })
  }

  private code(slot: number): string {
    return this.depth.has(slot) ? `${this.name}e${slot}` : this.stored(slot)
  }

  /** The stored code; what the earlier version did not ask is unknown. */
  protected stored(slot: number): string {
    const given = this.compiled.givenIds[slot]
    const id = given ?? this.compiled.questions.find((one) => one.slot === slot)?.question.id ?? ''
    // A question that nobody was asked has no column.
    if (given === undefined && !this.columns.answers.has(id)) return this.earlier ? '1' : '0'
    const column = columnName(given === undefined ? 'answers' : 'given', id)
    if (!this.earlier) return column
    const { compiled } = this.earlier
    const old = compiled.byId.get(id)
    if (given !== undefined) return compiled.givenIds.includes(id) ? column : `greatest(${column}, 1)`
    if (!old) return `greatest(${column}, 1)`
    const shown = this.earlier.shown(old)
    return shown === 'true' ? column : `CASE WHEN ${column} = 0 AND NOT ${shown} THEN 1 ELSE ${column} END`
  }
}
