import { eq } from 'drizzle-orm'
import type { Tier } from '#app/rubric/index.ts'
import { teams } from '#db/schema/people.ts'
import { launches } from '#db/schema/reviews.ts'
import type { Tx } from '../ctx.server.ts'
import type { StoredVersion } from '../rubric-versions/index.server.ts'
import { addBusinessDays, dayIn } from './calendar.ts'
import type { LockedReview } from './records.server.ts'

/** The day a decision is expected when the review starts today, in the submitting team's calendar, and whether that is after the launch. */
export async function expectedDay(
  tx: Tx,
  review: Pick<LockedReview, 'teamId' | 'launchId'>,
  triage: StoredVersion,
  tier: Tier,
): Promise<{ dueOn: string; late: boolean }> {
  const [team] = await tx.db.select({ timeZone: teams.timeZone }).from(teams).where(eq(teams.id, review.teamId))
  const [launch] = await tx.db
    .select({ launchOn: launches.launchOn })
    .from(launches)
    .where(eq(launches.id, review.launchId))
  if (!team || !launch) throw new Error('a review without its team or launch')
  const days = triage.compiled.rubric.tiers?.about[tier]?.business_days ?? 0
  const dueOn = addBusinessDays(dayIn(team.timeZone, tx.now), days)
  return { dueOn, late: launch.launchOn < dueOn }
}
