import * as z from 'zod'
import { conditionSchema, rubricSchema } from './schema.ts'

const CONDITION = `A condition is a map; every entry must hold. An entry is "<question or given id>: test", or a combinator:
all: [conditions] (every one), any: [conditions] (at least one), not: condition, count: {of: [conditions], at_least | at_most | exactly: n}.
A test is a value, or a map of is, in: [values], includes, includes_all: [values], gt, gte, lt, lte, items_gte: n, answered: true or false.
"unknown", "n_a" and "blank" stand for the states of an answer. On a list, is and in hold when one item matches.`

/** The JSON Schema of a rubric file: what editors complete and check against. */
export function rubricJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(rubricSchema, {
    io: 'input',
    target: 'draft-2020-12',
    override: ({ zodSchema, jsonSchema }) => {
      if ((zodSchema as unknown) === conditionSchema) {
        for (const key of Object.keys(jsonSchema)) delete (jsonSchema as Record<string, unknown>)[key]
        Object.assign(jsonSchema, { type: 'object', minProperties: 1, description: CONDITION })
      }
    },
  })
  return { title: 'A Plimsoll rubric file', ...schema }
}
