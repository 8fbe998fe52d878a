import { sql } from 'drizzle-orm'
import { timestamp } from 'drizzle-orm/pg-core'

/** A moment, the same one in every time zone. */
export const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** A literal SQL list for CHECKs, so that column, zod and code share one vocabulary. */
export const listOf = (values: readonly string[]) =>
  sql.raw(`(${values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')})`)

/** Something stands there, and no more than this many characters. */
export const longEnough = (column: Parameters<typeof sql>[1], most: number) =>
  sql`char_length(${column}) between 1 and ${sql.raw(String(most))}`
