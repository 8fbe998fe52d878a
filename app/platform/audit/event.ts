import type { Json } from './fact-text.ts'

/** Who may read an entry besides auditors: readers of the record, or only those who may see scores. */
export type Audience = 'record' | 'assessment'

/** What a sentence may call people by. Facts hold ids, so that erasing a person never touches the chain. */
export type Names = {
  /** Who did it. */
  actor: string
  person: (id: string) => string
  team: (id: string) => string
  /** The words for a code that a fact holds, such as a question's id or a day; the code itself where nobody knows better. */
  word: (kind: WordKind, code: string, of?: string) => string
}
/** `value` is an answer's code; `of` says to which question. */
export type WordKind = 'question' | 'value' | 'harm' | 'safeguard' | 'rubric' | 'day'

export type EventDefinition<Fact> = {
  audience: Audience
  /** The record whose history this belongs to, such as `review:<id>`. */
  stream: (fact: Fact) => string
  /** One sentence for the person who reads the history. */
  describe: (fact: Fact, names: Names) => string
}

/** Facts are plain JSON: ids, codes, numbers and ISO dates. A `type`, not an `interface`. */
export type Fact = { readonly [key: string]: Json | undefined }

/** Event name → its definition, each with its own fact. */
export type EventMap = { readonly [type: string]: EventDefinition<never> }
export type FactOf<D> = D extends EventDefinition<infer F extends Fact> ? F : never

/** `defineEvent<{ reviewId: string }>()({ audience, stream, describe })`: a typed fact and a sentence. */
export const defineEvent =
  <F extends Fact>() =>
  (definition: EventDefinition<F>): EventDefinition<F> =>
    definition
