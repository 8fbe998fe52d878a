import type { CompoundCondition, Condition, FieldCondition } from '@ucast/core'
import { createTranslatorFactory } from '@ucast/mongo2js'
import { parseConditions } from './conditions.ts'

type Row = Readonly<Record<string, unknown>>

/**
 * Turns conditions into a test of one row. The stock matcher does not know `$or` and reads null as 0 in comparisons;
 * this one means exactly what the SQL means.
 */
export const matcherOf = createTranslatorFactory(parseConditions, matches)

function matches(node: Condition, row: Row): boolean {
  switch (node.operator) {
    case 'and':
      return branches(node).every((branch) => matches(branch, row))
    case 'or':
      return branches(node).some((branch) => matches(branch, row))
    case 'nor':
      return !branches(node).some((branch) => matches(branch, row))
    case 'ne':
      return !isOneOf(node, row, [node.value])
    case 'nin':
      return !isOneOf(node, row, node.value as unknown[])
    case 'eq':
      return isOneOf(node, row, [node.value])
    case 'in':
      return isOneOf(node, row, node.value as unknown[])
    case 'lt':
      return compare(node, row, (a, b) => a < b)
    case 'lte':
      return compare(node, row, (a, b) => a <= b)
    case 'gt':
      return compare(node, row, (a, b) => a > b)
    case 'gte':
      return compare(node, row, (a, b) => a >= b)
    default:
      throw new Error(`Rules cannot ask ‘${node.operator}’`)
  }
}

const branches = (node: Condition) => (node as CompoundCondition).value

function isOneOf(node: Condition, row: Row, wanted: readonly unknown[]): boolean {
  const value = factOf(node, row)
  const candidates = Array.isArray(value) ? value.map(plain) : [plain(value)]
  return wanted.some((each) => candidates.includes(plain(each)))
}

function compare(node: Condition, row: Row, holds: (a: string | number, b: string | number) => boolean): boolean {
  const value = plain(factOf(node, row))
  const bound = plain(node.value)
  if (value === null) return false
  if (typeof value !== typeof bound || (typeof value !== 'number' && typeof value !== 'string')) {
    throw new Error(`‘${String((node as FieldCondition).field)}’ has no order to compare`)
  }
  return holds(value, bound as string | number)
}

/** A row that was read without a field the rules ask about must not be judged: `$ne` would say yes. */
function factOf(node: Condition, row: Row): unknown {
  const field = String((node as FieldCondition).field)
  const value = row[field]
  if (value === undefined) throw new Error(`The row to judge lacks ‘${field}’`)
  return value
}

const plain = (value: unknown) => (value instanceof Date ? value.getTime() : value)
