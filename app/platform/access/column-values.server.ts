import type { AnyPgColumn } from 'drizzle-orm/pg-core'

type Fit = { accepts: (value: unknown) => boolean; ordered: boolean }

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/

const text: Fit = { accepts: (value) => typeof value === 'string', ordered: false }
const whole: Fit = { accepts: Number.isSafeInteger, ordered: true }

/**
 * What a condition may compare each kind of column with. An upper-case UUID equals its lower-case twin in the database
 * but not in code, and texts sort by the database's collation: where the two would disagree, the rule is refused.
 */
const FITS: Readonly<Record<string, Fit>> = {
  PgText: text,
  PgVarchar: text,
  PgUUID: { accepts: (value) => typeof value === 'string' && UUID.test(value), ordered: false },
  PgDateString: { accepts: (value) => typeof value === 'string' && ISO_DATE.test(value), ordered: true },
  PgTimestamp: { accepts: (value) => value instanceof Date, ordered: true },
  PgBoolean: { accepts: (value) => typeof value === 'boolean', ordered: false },
  PgInteger: whole,
  PgSmallInt: whole,
  PgBigInt53: whole,
  PgNumericNumber: { accepts: Number.isFinite, ordered: true },
}

/** Throws unless code and database would agree on comparing this column with this value. */
export function assertFits(column: AnyPgColumn, value: unknown, ordered: boolean): void {
  const fit = Object.hasOwn(FITS, column.columnType) ? FITS[column.columnType] : undefined
  if (!fit) throw new Error(`Rules cannot look at ${column.name}: ${column.columnType} has no agreed comparison`)
  if (!fit.accepts(value)) throw new Error(`${column.name} cannot be compared with ${JSON.stringify(value)}`)
  if (ordered && !fit.ordered) throw new Error(`${column.name} has no order that code and database agree on`)
}
