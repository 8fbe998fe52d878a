import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { launches, reviews } from '#db/schema/reviews.ts'
import { seed } from '#db/seed/run.ts'
import { testDatabase } from '#tests/support/database.ts'

test('the demo world tells its story through the real commands, and every state a review can be in is shown', async () => {
  const { db } = await testDatabase()
  const people = await seed({ db, newId: randomUUID, now: () => new Date() })
  const told = await db
    .select({
      title: launches.title,
      state: reviews.state,
      tier: reviews.tier,
      outcome: reviews.outcome,
      residual: reviews.residual,
    })
    .from(reviews)
    .innerJoin(launches, eq(launches.id, reviews.launchId))
  const byTitle = told.map((row) => `${row.title}: ${row.state} ${row.tier} ${row.outcome ?? ''} ${row.residual ?? ''}`)
  console.log(byTitle.join('\n'))
  expect(people).toHaveLength(18)
}, 180_000)
