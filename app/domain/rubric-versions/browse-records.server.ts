import { eq } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { can } from '#app/platform/access/ability.ts'
import { people } from '#db/schema/people.ts'
import { rubricPublications, rubricRetirements, rubricVersions } from '#db/schema/rubrics.ts'
import { type Reading, readOnce } from '../ctx.server.ts'
import { chosenVersion, type Stood, standingsOf } from './browse.ts'
import { type StoredVersion, storedVersion } from './queries.server.ts'

const publishers = alias(people, 'publishers')
const retirers = alias(people, 'retirers')

/** Every published version, with who put it in force and who retired it, but without its content. */
const readVersions = (reading: Reading) =>
  reading.db
    .select({
      id: rubricVersions.id,
      key: rubricVersions.key,
      version: rubricVersions.version,
      effectiveOn: rubricVersions.effectiveOn,
      publishedAt: rubricVersions.publishedAt,
      publishedBy: publishers.name,
      retiredOn: rubricRetirements.retiredOn,
      retiredBy: retirers.name,
    })
    .from(rubricVersions)
    .leftJoin(rubricPublications, eq(rubricPublications.versionId, rubricVersions.id))
    .leftJoin(publishers, eq(publishers.id, rubricPublications.publishedBy))
    .leftJoin(rubricRetirements, eq(rubricRetirements.versionId, rubricVersions.id))
    .leftJoin(retirers, eq(retirers.id, rubricRetirements.retiredBy))

export type VersionLine = Stood<Awaited<ReturnType<typeof readVersions>>[number]>

/** Key → its versions, the newest first, as far as this person may read the rubric. There are few enough to read them all. */
export const versionsByKey = (reading: Reading): Promise<ReadonlyMap<string, readonly VersionLine[]>> =>
  readOnce(reading, 'rubric versions', async () => {
    const rows = (await readVersions(reading)).filter(({ key }) => can(reading.ability, 'read', 'Rubric', { key }))
    const today = reading.now.toISOString().slice(0, 10)
    const keys = new Set(rows.map(({ key }) => key))
    return new Map(
      [...keys].map((key) => [
        key,
        standingsOf(
          rows.filter((row) => row.key === key),
          today,
        ),
      ]),
    )
  })

/** One version that was found, with its content and its fellows. */
export type FoundVersion = { line: VersionLine; stored: StoredVersion; versions: readonly VersionLine[] }

/** A version of a rubric; without a number the one in force. Undefined where there is none, or it may not be read. */
export async function findVersion(
  reading: Reading,
  key: string | undefined,
  version?: string,
): Promise<FoundVersion | undefined> {
  const versions = (await versionsByKey(reading)).get(key ?? '') ?? []
  const line = version === undefined ? chosenVersion(versions) : versions.find((one) => one.version === version)
  return line && { line, stored: await storedVersion(reading.db, line.id), versions }
}

/** The same for those alone who may see how answers are scored. */
export const findScoredVersion = async (
  reading: Reading,
  key: string | undefined,
  version: string | undefined,
): Promise<FoundVersion | undefined> =>
  version !== undefined && mayReadScoring(reading, key) ? findVersion(reading, key, version) : undefined

export const mayReadScoring = ({ ability }: Reading, key = ''): boolean =>
  can(ability, 'read_scoring', 'Rubric', { key })
