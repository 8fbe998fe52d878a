import { $and, $eq, $gt, $gte, $in, $lt, $lte, $ne, $nin, $nor, $or, MongoQueryParser } from '@ucast/mongo2js'

/** What a condition may compare with. */
export type Scalar = string | number | boolean | Date

/** "Has no value". The only way to ask for a null: a null that slips in from a variable is refused. */
export const ABSENT = Object.freeze({ $eq: null })
/** "Has some value". */
export const PRESENT = Object.freeze({ $ne: null })

type Member<T> = NonNullable<T> extends readonly (infer M)[] ? M : NonNullable<T>
type Ordered<T> = Extract<Member<T>, string | number | Date>

type Tests<T> = {
  $eq?: Member<T>
  $ne?: Member<T>
  $in?: readonly Member<T>[]
  $nin?: readonly Member<T>[]
  $lt?: Ordered<T>
  $lte?: Ordered<T>
  $gt?: Ordered<T>
  $gte?: Ordered<T>
}

/**
 * What must be true of a row. On a list (`participantIds: actor.id`) a test asks for a member;
 * `$ne` and `$nin` ask that no member is meant.
 */
export type Conditions<Row> = {
  readonly [F in keyof Row]?: Member<Row[F]> | Tests<Row[F]> | typeof ABSENT | typeof PRESENT
} & {
  readonly $and?: readonly Conditions<Row>[]
  readonly $or?: readonly Conditions<Row>[]
  readonly $nor?: readonly Conditions<Row>[]
}

/** Reads conditions into the tree that both the matcher and the SQL compiler walk. Any other operator throws. */
export const { parse: parseConditions } = new MongoQueryParser({
  $and,
  $or,
  $nor,
  $eq,
  $ne,
  $in,
  $nin,
  $lt,
  $lte,
  $gt,
  $gte,
})

const BRANCHES = ['$and', '$or', '$nor']
const LISTS = ['$in', '$nin']
const ORDERS = ['$lt', '$lte', '$gt', '$gte']
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/

/**
 * Refuses conditions that could mean more than their author thought: a null or undefined that came from a variable,
 * an unknown operator, an empty group, and an empty list where it would let more rows through than a full one.
 * @param widens whether a condition that never matches would open the rule (it does in a deny rule, and inside `$nor`)
 */
export function checkConditions(conditions: unknown, widens: boolean, path = 'conditions'): void {
  const entries = entriesOf(conditions, path)
  for (const [key, value] of entries) {
    const here = `${path}.${key}`
    if (BRANCHES.includes(key)) {
      if (!Array.isArray(value) || value.length === 0) throw new Error(`${here}: needs at least one branch`)
      for (const [i, branch] of value.entries()) checkConditions(branch, widens !== (key === '$nor'), `${here}[${i}]`)
    } else if (key.startsWith('$') || key.includes('.')) {
      throw new Error(`${here}: not an operator or a field that rules may use`)
    } else if (value === ABSENT || value === PRESENT) {
    } else if (isScalar(value)) {
      checkScalar(value, here)
    } else {
      for (const [operator, operand] of entriesOf(value, here)) {
        checkTest(operator, operand, widens, `${here}.${operator}`)
      }
    }
  }
}

function checkTest(operator: string, operand: unknown, widens: boolean, path: string): void {
  if (LISTS.includes(operator)) {
    if (!Array.isArray(operand)) throw new Error(`${path}: needs a list`)
    if (operand.length === 0 && widens === (operator === '$in')) {
      throw new Error(`${path}: an empty list here would let everything through`)
    }
    for (const [i, member] of operand.entries()) checkScalar(member, `${path}[${i}]`)
  } else if (ORDERS.includes(operator)) {
    checkScalar(operand, path)
    const text = typeof operand === 'string' && !ISO_DATE.test(operand)
    if (text || typeof operand === 'boolean') {
      throw new Error(`${path}: only numbers, instants and dates have an order that code and database agree on`)
    }
  } else if (operator === '$eq' || operator === '$ne') {
    checkScalar(operand, path)
  } else {
    throw new Error(`${path}: unknown operator`)
  }
}

function entriesOf(value: unknown, path: string): [string, unknown][] {
  if (value === null || value === undefined) {
    throw new Error(`${path}: has no value; write ABSENT or PRESENT if that is what you ask for`)
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) throw new Error(`${path}: not a plain object`)
  const entries = Object.entries(value)
  if (entries.length === 0) throw new Error(`${path}: is empty; leave it out if the rule has no conditions`)
  return entries
}

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value instanceof Date

function checkScalar(value: unknown, path: string): void {
  if (value === null || value === undefined) throw new Error(`${path}: has no value`)
  if (!isScalar(value)) throw new Error(`${path}: not a text, number, truth value or instant`)
  if (typeof value === 'string' && value.includes('\u0000')) throw new Error(`${path}: holds a NUL character`)
  if (typeof value !== 'string' && !Number.isFinite(Number(value))) throw new Error(`${path}: not a finite value`)
}
