import type { Database } from '#app/platform/database.server.ts'
import { rubricVersions } from '#db/schema/rubrics.ts'
import type { Library, LibraryRubric } from './library.server.ts'

/** A published version was edited: reviews are pinned to its old content, so the portal does not start with the new one. */
export class ChangedVersion extends Error {
  override name = 'ChangedVersion'
}

export type Registered = {
  added: LibraryRubric[]
  waiting: LibraryRubric[]
  /** As `key@version`. */
  withoutFile: string[]
}

/**
 * Stores the library of an installation: every version of a rubric that the database does not have at all. A version that comes later is
 * not stored but published, in the portal, by somebody who did not propose it. It runs at every start, before anybody is served.
 * @param db as the owner of the tables or as the portal's role, which may insert versions and nothing else
 * @returns the versions that were stored, those that wait for somebody to propose them, and those in force that have no file here
 * @throws ChangedVersion when a stored version has other content than its file
 */
export async function registerLibrary(
  db: Pick<Database, 'select' | 'insert'>,
  library: Pick<Library, 'rubrics'>,
  now: Date,
  newId: () => string,
): Promise<Registered> {
  const all = [...library.rubrics.values()].flat()
  const stored = new Map((await storedHashes(db)).map((row) => [nameOf(row), row.sha256]))
  const names = new Set(all.map(nameOf))
  const withoutFile = [...stored.keys()].filter((name) => !names.has(name))
  const missing = all.filter((rubric) => !refuseChange(rubric, stored.get(nameOf(rubric))))
  const known = new Set([...stored.keys()].map((name) => name.split('@')[0]))
  const waiting = missing.filter(({ key }) => known.has(key))
  const fresh = missing.filter(({ key }) => !known.has(key))
  if (fresh.length === 0) return { added: [], waiting, withoutFile }
  const inserted = await db
    .insert(rubricVersions)
    .values(
      fresh.map(({ key, version, sha256, canonical, effective }) => ({
        id: newId(),
        key,
        version,
        sha256,
        canonical,
        effectiveOn: effective,
        publishedAt: now,
      })),
    )
    // Two servers may start at once; whoever comes second finds the row, and checks it like any other.
    .onConflictDoNothing({ target: [rubricVersions.key, rubricVersions.version] })
    .returning({ key: rubricVersions.key, version: rubricVersions.version })
  if (inserted.length < fresh.length) {
    const again = new Map((await storedHashes(db)).map((row) => [nameOf(row), row.sha256]))
    for (const rubric of fresh) refuseChange(rubric, again.get(nameOf(rubric)))
  }
  const ours = new Set(inserted.map(nameOf))
  return { added: fresh.filter((rubric) => ours.has(nameOf(rubric))), waiting, withoutFile }
}

const nameOf = ({ key, version }: { key: string; version: string }): string => `${key}@${version}`

const storedHashes = (db: Pick<Database, 'select'>) =>
  db
    .select({ key: rubricVersions.key, version: rubricVersions.version, sha256: rubricVersions.sha256 })
    .from(rubricVersions)

/** @returns true when the version is stored just as it is */
function refuseChange(rubric: LibraryRubric, storedSha256: string | undefined): boolean {
  if (storedSha256 === undefined) return false
  if (storedSha256 === rubric.sha256) return true
  throw new ChangedVersion(
    `${rubric.file}, or the taxonomy or table it names, was changed after version ${rubric.version} was published ` +
      `(published ${storedSha256.slice(0, 12)}, now ${rubric.sha256.slice(0, 12)}). A published version never changes: ` +
      `restore the file, and put the change into a new file with a higher version.`,
  )
}
