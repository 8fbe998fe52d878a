import { eq } from 'drizzle-orm'
import { can } from '#app/platform/access/ability.ts'
import { isId } from '#app/platform/ids.ts'
import { rubricRetirements } from '#db/schema/rubrics.ts'
import type { Reading } from '../ctx.server.ts'
import { versionById, versionInForce } from './queries.server.ts'

/** A published version as the page that retires it shows it. */
export type VersionToRetire = {
  id: string
  key: string
  version: string
  title: string
  retiredOn: string | null
  /** The version that new reviews start with once this one is retired; null where there would be none. */
  next: string | null
}

/** A published version to retire, or undefined where there is none or this person may not. */
export async function findVersionToRetire(
  reading: Reading,
  versionId: string | undefined,
): Promise<VersionToRetire | undefined> {
  const version = isId(versionId) ? await versionById(reading.db, versionId) : undefined
  if (!version || !can(reading.ability, 'retire', 'Rubric', version)) return undefined
  const [retirement] = await reading.db
    .select({ retiredOn: rubricRetirements.retiredOn })
    .from(rubricRetirements)
    .where(eq(rubricRetirements.versionId, version.id))
  const today = reading.now.toISOString().slice(0, 10)
  const nextId = await versionInForce(reading.db, version.key, today, version.id)
  const next = nextId ? await versionById(reading.db, nextId) : undefined
  return {
    ...{ id: version.id, key: version.key, version: version.version, title: version.compiled.rubric.title },
    retiredOn: retirement?.retiredOn ?? null,
    next: next?.version ?? null,
  }
}
