import type { Answer } from '../answers.ts'
import { checkAnswer } from '../check-answer.ts'
import type { CompiledRubric } from '../compile.ts'
import { type Condition, readCondition } from '../condition.ts'
import { compileTest } from '../predicate.ts'
import type { Column, Columns } from './columns.ts'
import { ALWAYS, all, any, atLeast, type Mask, NEVER, not } from './masks.ts'

/** A plane that is filled by looking up each row's code. Where the question is hidden, every row has the flags of `hidden`. */
export type Lookup = { plane: number; table: Uint8Array; hidden: number }

/** The answers of one slot: where their codes stand, and which answer each code counts as. */
export type Source = {
  kind: 'answers' | 'given'
  id: string
  column: Column
  /** By code; an answer that is not acceptable counts as blank. */
  effective: readonly (Answer | undefined)[]
  /** By code: given, but not acceptable. */
  refused: readonly boolean[]
}

const EMPTY: Column = { codes: new Uint8Array(0), dictionary: [undefined, { state: 'unknown' }] }

/** Hands out the bits of planes while a rubric is made ready for columns: the same question about a slot is asked once. */
export class Planes {
  readonly sources: Source[]
  /** By slot. */
  readonly lookups: Lookup[][]
  /** By slot: when its question is shown. Given facts always are. */
  readonly shown: Mask[]
  count = 0
  private readonly bits = new Map<string, Mask>()
  private readonly open: { lookup: Lookup; used: number }[] = []
  private readonly compiled: CompiledRubric

  constructor(compiled: CompiledRubric, columns: Columns) {
    this.compiled = compiled
    const answered = compiled.questions.map((question) => {
      const column = columns.answers.get(question.question.id) ?? EMPTY
      const refused = column.dictionary.map((answer) => !!answer && checkAnswer(question, answer) !== undefined)
      const effective = column.dictionary.map((answer, code) => (refused[code] ? undefined : answer))
      return {
        slot: question.slot,
        source: { kind: 'answers' as const, id: question.question.id, column, effective, refused },
      }
    })
    this.sources = compiled.givenIds.map((id) => {
      const column = columns.given.get(id) ?? EMPTY
      return { kind: 'given', id, column, effective: column.dictionary, refused: column.dictionary.map(() => false) }
    })
    for (const { slot, source } of answered) this.sources[slot] = source
    this.lookups = this.sources.map(() => [])
    this.shown = this.sources.map(() => ALWAYS)
  }

  source(slot: number): Source {
    const source = this.sources[slot]
    if (!source) throw new RangeError(`no slot ${slot}`)
    return source
  }

  /** A plane of its own for a question that is not always shown. */
  ownPlane(): Mask & { op: 'bit' } {
    return { op: 'bit', plane: this.count++, bit: 0 }
  }

  /**
   * One flag of a slot.
   * @param holds what it says of each code
   * @param hidden what it says where the question is hidden
   */
  flag(slot: number, name: string, holds: (code: number) => boolean, hidden: boolean): Mask {
    const key = `${slot} ${name}`
    const known = this.bits.get(key)
    if (known) return known
    const codes = this.source(slot).effective.map((_, code) => holds(code))
    const always = this.shown[slot]?.op === 'always'
    const constant = codes.every((one) => one === codes[0]) && (always || codes[0] === hidden)
    const mask = constant ? (codes[0] ? ALWAYS : NEVER) : this.newBit(slot, codes, hidden)
    this.bits.set(key, mask)
    return mask
  }

  private newBit(slot: number, codes: readonly boolean[], hidden: boolean): Mask {
    let lookup = this.open[slot]
    if (!lookup || lookup.used === 8) {
      lookup = { lookup: { plane: this.count++, table: new Uint8Array(codes.length), hidden: 0 }, used: 0 }
      this.open[slot] = lookup
      this.lookups[slot]?.push(lookup.lookup)
    }
    const bit = lookup.used++
    const { table } = lookup.lookup
    for (const [code, one] of codes.entries()) if (one) table[code] = (table[code] as number) | (1 << bit)
    if (hidden) lookup.lookup.hidden |= 1 << bit
    return { op: 'bit', plane: lookup.lookup.plane, bit }
  }

  /** A condition as the closures read it: true or false. */
  holds(source: unknown): Mask {
    return source === undefined ? ALWAYS : this.ofCondition(readCondition(source, '').condition, false, false)
  }

  /** A condition that holds, or perhaps holds because it hangs on an unknown answer to a gate. */
  mayHold(source: unknown): Mask {
    return this.ofCondition(readCondition(source, '').condition, true, true)
  }

  /**
   * @param honest whether an unknown answer to a gate could be anything
   * @param wide then: whether "perhaps" counts as holding; the other way round below a `not`
   */
  private ofCondition(condition: Condition, honest: boolean, wide: boolean): Mask {
    const part = (one: Condition, as = wide) => this.ofCondition(one, honest, as)
    switch (condition.op) {
      case 'not':
        return not(part(condition.of, !wide))
      case 'all':
        return all(condition.of.map((one) => part(one)))
      case 'any':
        return any(condition.of.map((one) => part(one)))
      case 'count':
        return all([
          atLeast(
            condition.of.map((one) => part(one)),
            condition.least,
          ),
          not(
            atLeast(
              condition.of.map((one) => part(one, !wide)),
              condition.most + 1,
            ),
          ),
        ])
      case 'test': {
        const slot = this.compiled.slotOf(condition.id)
        const { effective } = this.source(slot)
        const holds = compileTest(condition.test)
        const gate = honest && wide && this.compiled.byId.get(condition.id)?.question.gate === true
        return this.flag(
          slot,
          `${gate ? 'perhaps' : 'is'} ${JSON.stringify(condition.test)}`,
          (code) => holds(effective[code]) || (gate && effective[code]?.state === 'unknown'),
          holds(undefined),
        )
      }
    }
  }
}
