import { and, eq } from 'drizzle-orm'
import type { Database } from '#app/platform/database.server.ts'
import type { CompiledRubric } from '#app/rubric/index.ts'
import { rubricRetirements, rubricVersions } from '#db/schema/rubrics.ts'
import { compiledFromCanonical } from './library.server.ts'
import { newerVersion } from './version.ts'

/** A published version as reviews use it. */
export type StoredVersion = {
  id: string
  key: string
  version: string
  sha256: string
  effectiveOn: string
  publishedAt: Date
  compiled: CompiledRubric
}

/** A database, or a transaction of it. */
type Reading = Pick<Database, 'select'>
type Row = typeof rubricVersions.$inferSelect

// A stored version never changes, so what was read once stays true; the few versions there are fit in memory.
const byId = new Map<string, StoredVersion>()

/** The version a review is pinned to. */
export async function versionById(db: Reading, id: string): Promise<StoredVersion | undefined> {
  const known = byId.get(id)
  if (known) return known
  const [row] = await db.select().from(rubricVersions).where(eq(rubricVersions.id, id))
  return row && opened(row)
}

/** The same where a foreign key promises that it exists. */
export async function storedVersion(db: Reading, id: string): Promise<StoredVersion> {
  const version = await versionById(db, id)
  if (!version) throw new Error(`no rubric version ${id}`)
  return version
}

export async function versionFor(db: Reading, key: string, version: string): Promise<StoredVersion | undefined> {
  const [row] = await db
    .select()
    .from(rubricVersions)
    .where(and(eq(rubricVersions.key, key), eq(rubricVersions.version, version)))
  return row && opened(row)
}

/**
 * The version a new review starts with: the newest that is in effect on the day (UTC).
 * Before the first one is in effect, as on a fresh installation, it is the first to come.
 */
export async function activeVersion(db: Reading, key: string, now: Date): Promise<StoredVersion> {
  const today = now.toISOString().slice(0, 10)
  const chosen = (await versionInForce(db, key, today)) ?? (await firstToCome(db, key))
  if (!chosen) throw new Error(`no version of the rubric ${key} is published`)
  return storedVersion(db, chosen)
}

/**
 * The version of a rubric in force on a day (UTC): the newest that is in effect and not retired by then.
 * @param except the question is asked as if this version were retired
 */
export async function versionInForce(
  db: Reading,
  key: string,
  day: string,
  except?: string,
): Promise<string | undefined> {
  const rows = await windowsOf(db, key)
  const inForce = ({ id, effectiveOn, retiredOn }: Window) =>
    id !== except && effectiveOn <= day && (retiredOn === null || retiredOn > day)
  return rows.filter(inForce).sort(newerVersion)[0]?.id
}

async function firstToCome(db: Reading, key: string): Promise<string | undefined> {
  const rows = (await windowsOf(db, key)).filter(({ retiredOn }) => retiredOn === null)
  return rows.sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : a.effectiveOn > b.effectiveOn ? 1 : 0))[0]?.id
}

/** When a version may be chosen for new reviews: from the first day, up to the second where there is one. */
export type Window = { id: string; version: string; effectiveOn: string; retiredOn: string | null }

const windowsOf = (db: Reading, key: string): Promise<Window[]> =>
  db
    .select({
      id: rubricVersions.id,
      version: rubricVersions.version,
      effectiveOn: rubricVersions.effectiveOn,
      retiredOn: rubricRetirements.retiredOn,
    })
    .from(rubricVersions)
    .leftJoin(rubricRetirements, eq(rubricRetirements.versionId, rubricVersions.id))
    .where(eq(rubricVersions.key, key))
    .prepare('versions')
    .execute()

function opened({ canonical, ...row }: Row): StoredVersion {
  const version = { ...row, compiled: compiledFromCanonical(canonical) }
  byId.set(row.id, version)
  return version
}
