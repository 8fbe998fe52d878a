import type { CompoundCondition, Condition, FieldCondition } from '@ucast/core'
import { type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { type AbilityOf, type ActionOn, type RowOf, rulesFor } from './ability.ts'
import { assertFits } from './column-values.server.ts'

/** A list-valued fact kept in another table: the rows of `key.table` whose `key` is this row's `id`, seen as their `member`. */
export type Relation = { kind: 'relation'; id: AnyPgColumn; key: AnyPgColumn; member: AnyPgColumn }

/** `participantIds: relation(reviews.id, reviewParticipants.reviewId, reviewParticipants.personId)` */
export const relation = (id: AnyPgColumn, key: AnyPgColumn, member: AnyPgColumn): Relation => ({
  kind: 'relation',
  id,
  key,
  member,
})

/** Where each fact that rules look at is kept. A fact without a place makes the query throw, never widen. */
export type ColumnMap<Row> = { readonly [F in keyof Row]-?: AnyPgColumn | Relation }

/**
 * The rows on which `can(ability, action, subject, row)` is true, as a condition for `where`. False when no rule allows
 * anything. Never null: what is unknown counts as not matching, on both sides of a negation.
 */
export function accessible<S, T extends keyof S & string>(
  ability: AbilityOf<S>,
  action: ActionOn<S, T>,
  subject: T,
  columns: ColumnMap<RowOf<S, T>>,
): SQL {
  const compile = compiler(columns as ColumnMap<Record<string, unknown>>)
  const rules = rulesFor(ability, action, subject)
  const conditionOf = (rule: (typeof rules)[number]) => (rule.ast ? compile(rule.ast) : sql`true`)
  const allows = rules.filter((rule) => !rule.inverted).map(conditionOf)
  const denials = rules.filter((rule) => rule.inverted).map(conditionOf)
  if (allows.length === 0) return sql`false`
  if (denials.length === 0) return any(allows)
  return sql`(${any(allows)} and ${not(any(denials))})`
}

const any = (conditions: SQL[]): SQL => sql`(${sql.join(conditions, sql` or `)})`
const all = (conditions: SQL[]): SQL => sql`(${sql.join(conditions, sql` and `)})`
/** `not` would turn null into null; this never does. */
const not = (condition: SQL): SQL => sql`(${condition}) is not true`

function compiler(columns: ColumnMap<Record<string, unknown>>) {
  return function compile(node: Condition): SQL {
    const branches = () => (node as CompoundCondition).value.map(compile)
    if (node.operator === 'and') return all(branches())
    if (node.operator === 'or') return any(branches())
    if (node.operator === 'nor') return not(any(branches()))
    const { field, operator, value } = node as FieldCondition
    const place = Object.hasOwn(columns, field) ? columns[field] : undefined
    if (!place) throw new Error(`No column is mapped for ‘${field}’`)
    return isRelation(place) ? overRelation(place, operator, value) : overColumn(place, operator, value)
  }
}

const isRelation = (place: AnyPgColumn | Relation): place is Relation => 'kind' in place && place.kind === 'relation'

const ORDERS: Readonly<Record<string, SQL>> = { lt: sql`<`, lte: sql`<=`, gt: sql`>`, gte: sql`>=` }

function overColumn(column: AnyPgColumn, operator: string, value: unknown): SQL {
  if (operator === 'eq') return value === null ? sql`${column} is null` : known(column, equals(column, value))
  if (operator === 'ne') {
    return value === null ? sql`${column} is not null` : sql`${column} is distinct from ${bound(column, value)}`
  }
  if (operator === 'in') return known(column, isOneOf(column, value))
  if (operator === 'nin') return not(isOneOf(column, value))
  const order = ORDERS[operator]
  if (!order) throw new Error(`Rules cannot ask ‘${operator}’`)
  return known(column, sql`${column} ${order} ${bound(column, value, true)}`)
}

/**
 * The subquery names nothing of the outer row, so PostgreSQL runs it once and can use its result as an index condition,
 * alone or in a bitmap together with other branches.
 */
function overRelation({ id, key, member }: Relation, operator: string, value: unknown): SQL {
  const having = (condition: SQL) => sql`${id} = any(array(select ${key} from ${key.table} where ${condition}))`
  if (operator === 'eq' || operator === 'ne') {
    const has = having(equals(member, value))
    return operator === 'eq' ? has : not(has)
  }
  if (operator === 'in' || operator === 'nin') {
    const has = having(isOneOf(member, value))
    return operator === 'in' ? has : not(has)
  }
  throw new Error(`Rules cannot ask ‘${operator}’ of a list`)
}

const equals = (column: AnyPgColumn, value: unknown) => sql`${column} = ${bound(column, value)}`

function isOneOf(column: AnyPgColumn, values: unknown): SQL {
  if (!Array.isArray(values)) throw new Error(`${column.name} needs a list`)
  if (values.length === 0) return sql`false`
  const list = values.map((value) => sql`${bound(column, value)}`)
  return sql`${column} in (${sql.join(list, sql`, `)})`
}

const known = (column: AnyPgColumn, condition: SQL) =>
  column.notNull ? condition : sql`(${condition} and ${column} is not null)`

/** A parameter that goes through the column's own encoder, so that it arrives as the column's type. */
function bound(column: AnyPgColumn, value: unknown, ordered = false) {
  assertFits(column, value, ordered)
  return sql.param(value, column)
}
