import { and, eq, lte } from 'drizzle-orm'
import {
  type CompiledRubric,
  compileRubric,
  policyTableSchema,
  rubricSchema,
  taxonomySchema,
} from '#app/rubric/index.ts'
import { rubricVersions } from '#db/schema/rubrics.ts'
import type { Reading } from '../ctx.server.ts'

/** A published version, ready to run. */
export type StoredVersion = { id: string; key: string; version: string; sha256: string; compiled: CompiledRubric }

type Db = Reading['db']

/** Versions never change, so a compiled one is kept as long as the process lives. */
const kept = new Map<string, StoredVersion>()

/** The version with this id. Throws when there is none: reviews hold a foreign key. */
export async function storedVersion(db: Db, id: string): Promise<StoredVersion> {
  const known = kept.get(id)
  if (known) return known
  const [row] = await db.select().from(rubricVersions).where(eq(rubricVersions.id, id))
  if (!row) throw new Error(`no rubric version ${id}`)
  const stored = {
    id: row.id,
    key: row.key,
    version: row.version,
    sha256: row.sha256,
    compiled: compileCanonical(row.canonical),
  }
  kept.set(id, stored)
  return stored
}

/** The newest version of a rubric that is in effect at this moment. */
export async function activeVersion(db: Db, key: string, now: Date): Promise<StoredVersion> {
  const rows = await db
    .select({ id: rubricVersions.id, version: rubricVersions.version })
    .from(rubricVersions)
    .where(and(eq(rubricVersions.key, key), lte(rubricVersions.effectiveOn, now.toISOString().slice(0, 10))))
  const [newest] = rows.sort((a, b) => compareVersions(b.version, a.version))
  if (!newest) throw new Error(`no version of ${key} is in effect`)
  return storedVersion(db, newest.id)
}

/** Canonical text `{rubric, taxonomy, table}` → compiled rubric. */
export function compileCanonical(canonical: string): CompiledRubric {
  const { rubric, taxonomy, table } = JSON.parse(canonical) as { rubric: unknown; taxonomy: unknown; table?: unknown }
  return compileRubric(
    rubricSchema.parse(rubric),
    taxonomySchema.parse(taxonomy),
    table ? policyTableSchema.parse(table) : undefined,
  )
}

/** Orders semantic versions: negative when `a` is older. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)]
  return [0, 1, 2].map((i) => (left[i] ?? 0) - (right[i] ?? 0)).find((difference) => difference !== 0) ?? 0
}
