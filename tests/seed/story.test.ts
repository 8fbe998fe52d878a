import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { verifyAudit } from '#app/platform/audit/verify.server.ts'
import { launches, reviews } from '#db/schema/reviews.ts'
import { seed } from '#db/seed/run.ts'
import { testDatabase } from '#tests/support/database.ts'

test('the demo world tells its story through the real commands, and every state a review can be in is shown', async () => {
  const { db } = await testDatabase()
  const people = await seed({ db, newId: randomUUID, now: () => new Date() })
  expect(people).toHaveLength(18)

  const told = await db
    .select({
      title: launches.title,
      state: reviews.state,
      tier: reviews.tier,
      outcome: reviews.outcome,
      level: reviews.residual,
    })
    .from(reviews)
    .innerJoin(launches, eq(launches.id, reviews.launchId))
  const lines = told.map(({ title, state, tier, outcome, level }) =>
    [title, state, tier, outcome, level].filter(Boolean).join(' · '),
  )
  expect(lines.sort()).toEqual([
    'AutoHide tuning · decided · T4 · approve_with_conditions · M',
    'Chat Translate · decided · T2 · approve_with_conditions · M',
    'Clip Remix AI · decided · T4 · approve_with_conditions · H',
    'Emote Wall · draft',
    'Gift Streaks · decided · T3 · approve_with_conditions · M',
    'Nearby Streams · decided · T3 · block · C',
    'Open Stage · decided · T4 · block · C',
    'Open Stage · triaged · T2',
    'Profile Banners · logged · T0',
    'Raid Boost · escalated · T3 · H',
    'Sponsor Tags · logged · T1',
    'Squad Lobby · in_review · T2',
    'Teen Highlights · triaged · T3',
    'Voice Notes in whispers · scored · T3 · M',
    'Watch Rooms · changes_requested · T2',
  ])
  const { events, bad } = await verifyAudit(db)
  expect(bad).toEqual([])
  expect(events).toBeGreaterThan(500)
}, 180_000)
