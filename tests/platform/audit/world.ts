import { type SQL, sql } from 'drizzle-orm'
import { type Database, databaseCode } from '#app/platform/database.server.ts'

/** A stable id for test number n. */
export const idOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

/** Two product people, one of them with a desk in another team, and two of the safety team. */
export const ids = {
  product: idOf(1),
  safety: idOf(2),
  submitter: idOf(11),
  colleague: idOf(12),
  helper: idOf(13),
  reviewer: idOf(14),
  version: idOf(31),
  launch: idOf(41),
  review: idOf(51),
}

type Step = Pick<Database, 'execute'>

/** Runs the steps in one transaction together with an event of each stream, as every command does. */
export const recorded = (db: Database, streams: readonly string[], steps: readonly SQL[]) =>
  db.transaction(async (tx) => {
    for (const step of steps) await tx.execute(step)
    await noteEvents(tx, streams)
  })

export const noteEvents = (db: Step, streams: readonly string[]) =>
  db.execute(sql`insert into audit_events (stream, at, type, actor_role, audience, body)
    values ${sql.join(
      [...streams].sort().map((stream) => sql`(${stream}, now(), 'test.happened', 'system', 'record', '{}')`),
      sql`, `,
    )}`)

const person = (
  id: string,
  team: string,
) => sql`insert into people (id, name, email, title, time_zone, team_id, created_at)
  values (${id}, ${`P ${id}`}, ${`${id}@example.org`}, 'Tester', 'UTC', ${team}, now())`

/** The cast and one draft review of theirs. */
export async function createWorld(db: Database): Promise<void> {
  const { product, safety, submitter, colleague, helper, reviewer, version, launch } = ids
  const cast = [submitter, colleague, helper, reviewer]
  await recorded(
    db,
    cast.map((id) => `person:${id}`),
    [
      sql`insert into teams (id, slug, name, kind, time_zone) values (${product}, 'product', 'Product', 'product', 'UTC'),
        (${safety}, 'safety', 'Safety', 'safety', 'UTC')`,
      ...cast.map((id) => person(id, id === submitter || id === colleague ? product : safety)),
      sql`insert into rubric_versions (id, key, version, sha256, canonical, effective_on, published_at)
        values (${version}, 'launch-full', '1.0.0', ${'0'.repeat(64)}, '{}', '2026-01-01', now())`,
    ],
  )
  await recorded(
    db,
    [`launch:${launch}`],
    [
      sql`insert into launches (id, title, summary, team_id, owner_id, launch_on, markets, created_at)
        values (${launch}, 'Live gifts', 'Gifts in live streams', ${product}, ${submitter}, '2026-12-01', '{IE}', now())`,
    ],
  )
  await addReview(db, ids.review)
}

/** A new draft of the same launch. */
export const addReview = (db: Database, id: string) =>
  recorded(
    db,
    [`review:${id}`],
    [
      sql`insert into reviews (id, launch_id, state, team_id, submitter_id, triage_version_id, full_version_id, created_at, changed_at)
        values (${id}, ${ids.launch}, 'draft', ${ids.product}, ${ids.submitter}, ${ids.version}, ${ids.version}, now(), now())`,
    ],
  )

/**
 * Puts a review into any state, past the law: only for the owner, and only to set the scene.
 * A review in its later states has what those states ask for.
 */
export const force = (db: Database, id: string, state: string) =>
  db.transaction(async (tx) => {
    await tx.execute(sql`alter table reviews disable trigger user`)
    const decided = state === 'decided'
    await tx.execute(sql`update reviews set state = ${state}, version = 1, round = 1, tier = 'T3',
      outcome = ${decided ? 'approve' : null}, decided_at = ${decided ? sql`now()` : null} where id = ${id}`)
    await tx.execute(sql`alter table reviews enable trigger user`)
  })

/** What "scored" asks for: a scoring of the round, what the rules made of it, and the lock on both. */
export function scoredSteps(review: string, n: number, round = 1): { score: SQL; assess: SQL; lock: SQL } {
  const scoring = idOf(n)
  return {
    score: sql`insert into scorings (id, review_id, round, kind, scorer_id, started_at)
      values (${scoring}, ${review}, ${round}, 'first', ${ids.reviewer}, now())`,
    assess: sql`insert into assessments values (gen_random_uuid(), ${scoring}, ${review}, ${round}, 'H', 'M', 'L', false,
      'approve', '{}', 'x', now())`,
    lock: sql`update scorings set locked_at = now(), version = 2 where id = ${scoring}`,
  }
}

/** The name of the law that refused, or the SQLSTATE, or 'passed'. */
export async function verdict(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
    return 'passed'
  } catch (error) {
    for (let at: unknown = error; at instanceof Error; at = at.cause) {
      const { constraint_name: law } = at as { constraint_name?: string }
      if (law) return law
    }
    return databaseCode(error) ?? String(error)
  }
}
