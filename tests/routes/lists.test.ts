import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { findHome, findReview, listReviews, reviewsOfLaunch, worstLevels } from '#app/domain/reviews/index.server.ts'
import {
  COUNT_CAP,
  type ListFilter,
  PAGE_SIZE,
  REVIEW_STATES,
  type ReviewList,
  readFilter,
  writeFilter,
} from '#app/domain/reviews/index.ts'
import { launches, reviews } from '#db/schema/reviews.ts'
import type { PersonKey } from '#db/seed/cast.ts'
import { buildWorld, type World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'

const { db, ownerDb } = await testDatabase()
let world: World
/** Every review there is, however it may be seen. */
let all: { id: string; state: (typeof REVIEW_STATES)[number] }[]

beforeAll(async () => {
  world = await buildWorld(db)
  for (const state of REVIEW_STATES) await world.review(state, { title: `Squad ${state.replace('_', ' ')}` })
  await world.review('in_review', { by: 'tomas', tier: 'T3', title: 'Raid Boost' })
  // More than a page of drafts, all of one moment, so that only the id orders them.
  world.when(1)
  for (let n = 0; n < PAGE_SIZE + 7; n++) await world.draft({ by: 'priya', title: `Gift ${n}` })
  await ownerDb.transaction(async (tx) => {
    await tx.execute(sql`alter table reviews disable trigger user`)
    await tx.execute(
      sql`update reviews set created_at = '2026-11-24T10:00:00.123456Z' where team_id = (select id from teams where slug = 'money')`,
    )
    await tx.execute(sql`alter table reviews enable trigger user`)
  })
  all = await ownerDb.select({ id: reviews.id, state: reviews.state }).from(reviews)
}, 120_000)

/** One of each kind. */
const everyone = ['maya', 'priya', 'kofi', 'ines', 'aoife', 'daniel', 'victor', 'sofia', 'grace', 'nora'] as const

async function pages(person: PersonKey, filter: ListFilter = {}): Promise<ReviewList[]> {
  const found: ReviewList[] = []
  for (let after: string | undefined, n = 0; n < 20; n++) {
    const page = await listReviews(world.asking(person), { ...filter, ...(after && { after }) })
    found.push(page)
    if (!page.next) return found
    after = page.next
  }
  throw new Error('the list has no end')
}
const idsOf = (lists: readonly ReviewList[]) => lists.flatMap(({ rows }) => rows.map(({ id }) => id))

describe('who sees what', () => {
  test('each person’s list holds exactly the reviews that they could open one by one', async () => {
    for (const person of everyone) {
      const ctx = world.asking(person)
      const open: string[] = []
      for (const { id } of all) if (await findReview(ctx, id)) open.push(id)
      const lists = await pages(person)
      expect(idsOf(lists).sort(), person).toEqual(open.sort())
      for (const { count } of lists) expect(count, person).toEqual({ shown: open.length, capped: false })
    }
  }, 60_000)

  test('administrators, analysts and partnerships see no launch, and no number that betrays one', async () => {
    for (const person of ['nora', 'yusuf', 'bruno'] as const) {
      const list = await listReviews(world.asking(person), {})
      expect(list, person).toEqual({ rows: [], count: { shown: 0, capped: false }, next: null, previous: null })
      const home = await findHome(world.asking(person))
      expect(
        [home.now, home.waiting, home.comingUp].flatMap(({ rows }) => rows),
        person,
      ).toEqual([])
    }
  })

  test('a draft is private to its team', async () => {
    const drafts = all.filter(({ state }) => state === 'draft').length
    const seen = async (person: PersonKey) => idsOf(await pages(person, { state: ['draft'] })).length
    expect(await seen('ines')).toBe(0)
    expect(await seen('maya')).toBe(1)
    expect(await seen('priya')).toBe(PAGE_SIZE + 7)
    expect(await seen('grace')).toBe(drafts)
  })

  test('levels are given to those who may see scores, and to nobody else', async () => {
    const ids = all.map(({ id }) => id)
    const scored = await worstLevels(world.asking('ines'), ids)
    expect(Object.keys(scored)).toHaveLength(
      all.filter(({ state }) => ['scored', 'escalated', 'decided'].includes(state)).length,
    )
    for (const one of Object.values(scored)) expect(one?.currents.length).toBeGreaterThan(0)
    for (const person of ['maya', 'nora', 'sofia', 'bruno'] as const)
      expect(await worstLevels(world.asking(person), ids), person).toEqual({})
  })

  test('the lanes of a home hold only what the person may open', async () => {
    for (const person of everyone) {
      const ctx = world.asking(person)
      const { now, waiting, comingUp } = await findHome(ctx)
      const rows = [now, waiting, comingUp].flatMap((lane) => lane.rows)
      for (const { id } of rows) expect(await findReview(ctx, id), person).toBeDefined()
      expect(new Set(rows.map(({ id }) => id)).size, `${person} meets each review once`).toBe(rows.length)
    }
  })

  test('the reviews of a launch are those that the person may know of', async () => {
    const [launch] = await ownerDb
      .select({ id: reviews.launchId })
      .from(reviews)
      .where(sql`state = 'draft' and team_id = ${world.teams.get('live')}`)
    expect(await reviewsOfLaunch(world.asking('maya'), launch?.id)).toHaveLength(1)
    expect(await reviewsOfLaunch(world.asking('ines'), launch?.id)).toEqual([])
    expect(await reviewsOfLaunch(world.asking('maya'), 'no id')).toEqual([])
  })
})

describe('pages', () => {
  for (const sort of ['newest', 'queue'] as const) {
    test(`${sort}: forwards, every row stands on exactly one page, though all are of one moment`, async () => {
      const lists = await pages('priya', { sort })
      expect(lists.map(({ rows }) => rows.length)).toEqual([PAGE_SIZE, 7])
      expect(new Set(idsOf(lists)).size).toBe(PAGE_SIZE + 7)
      expect(lists[0]?.previous).toBeNull()
    })

    test(`${sort}: backwards, the same rows in the same order`, async () => {
      const forwards = idsOf(await pages('priya', { sort }))
      const last = (await pages('priya', { sort })).at(-1) as ReviewList
      const ids = last.rows.map(({ id }) => id)
      let page = last
      while (page.previous) {
        page = await listReviews(world.asking('priya'), { sort, before: page.previous })
        ids.unshift(...page.rows.map(({ id }) => id))
      }
      expect(ids).toEqual(forwards)
    })
  }

  test('a cursor that nobody of ours wrote starts the list at its beginning, and harms nothing', async () => {
    const first = idsOf([await listReviews(world.asking('priya'), {})])
    const id = first[0]
    const strange = [
      'x',
      '%00',
      Buffer.from(`2026-99-99 10:00:00+00|${id}`).toString('base64url'),
      Buffer.from(`2026-02-30 10:00:00+00|${id}`).toString('base64url'),
      Buffer.from(`2026-02-20 25:00:00+00|${id}`).toString('base64url'),
      Buffer.from(`2026-02-20 10:00:00+99|${id}`).toString('base64url'),
      Buffer.from(`12|${id}`).toString('base64url'),
      Buffer.from(`2026-02-20 10:00:00+00|${'-'.repeat(36)}`).toString('base64url'),
      Buffer.from(`2026-02-20 10:00:00+00|'; drop table reviews; --`).toString('base64url'),
    ]
    for (const after of strange)
      expect(idsOf([await listReviews(world.asking('priya'), { after })]), after).toEqual(first)
    for (const before of strange) await listReviews(world.asking('priya'), { before })
  })

  test('a cursor made for the other order, or by another person, shows nothing more', async () => {
    const theirs = (await listReviews(world.asking('priya'), { sort: 'queue' })).next ?? ''
    expect(theirs).not.toBe('')
    expect(idsOf([await listReviews(world.asking('priya'), { sort: 'newest', after: theirs })])).toHaveLength(PAGE_SIZE)
    const mine = new Set(idsOf(await pages('maya')))
    for (const place of [{ after: theirs }, { before: theirs }])
      for (const id of idsOf([await listReviews(world.asking('maya'), { sort: 'queue', ...place })]))
        expect(mine.has(id)).toBe(true)
  })
})

describe('filters', () => {
  const shown = async (person: PersonKey, filter: ListFilter) =>
    (await pages(person, filter)).flatMap(({ rows }) => rows)

  test('state, tier, late, whose, unclaimed and due day each narrow the list', async () => {
    expect((await shown('ines', { state: ['scored', 'escalated'] })).map(({ state }) => state).sort()).toEqual([
      'escalated',
      'scored',
    ])
    expect((await shown('ines', { tier: ['T3'] })).map(({ title }) => title)).toEqual(['Raid Boost'])
    for (const { late } of await shown('grace', { late: true })) expect(late).toBe(true)
    const mine = await shown('ines', { mine: 'reviewing' })
    expect(mine.length).toBeGreaterThan(0)
    for (const { reviewer } of mine) expect(reviewer).toBe('Ines Kallas')
    const unclaimed = await shown('ines', { unclaimed: true })
    expect(unclaimed.map(({ reviewer, state }) => `${state} ${reviewer}`)).toEqual(
      unclaimed.map(() => 'in_review null'),
    )
    expect(unclaimed.length).toBe(2)
    const due = await shown('ines', { sort: 'queue' })
    const day = due
      .map(({ dueOn }) => dueOn)
      .filter((one) => one !== null)
      .sort()[0] as string
    for (const { dueOn } of await shown('ines', { dueBy: day })) expect(dueOn).toBe(day)
  })

  test('the queue stands by tier, then by due day', async () => {
    const tiers = (await shown('ines', { sort: 'queue' })).map(({ tier }) => tier)
    expect(tiers.filter((tier) => tier !== null)).toEqual(['T3', ...Array(6).fill('T2'), 'T0'])
    expect(tiers.at(-1)).toBeNull()
  })

  test('search finds words and numbers, only among what may be seen', async () => {
    const boost = (await shown('ines', { q: 'raid boost' })).map(({ code, title }) => ({ code, title }))
    expect(boost.map(({ title }) => title)).toEqual(['Raid Boost'])
    expect((await shown('ines', { q: boost[0]?.code.toLowerCase() ?? '' })).map(({ title }) => title)).toEqual([
      'Raid Boost',
    ])
    expect(await shown('maya', { q: 'raid boost' })).toEqual([])
    expect(await shown('maya', { q: boost[0]?.code ?? '' })).toEqual([])
    expect((await listReviews(world.asking('maya'), { q: 'raid boost' })).count.shown).toBe(0)
    for (const q of ['"', "'; --", '& | !', 'L-99999999999', '   ', ':*', '\\']) await shown('ines', { q })
    const [{ count } = { count: 0 }] = await ownerDb.select({ count: sql<number>`count(*)::int` }).from(launches)
    expect(count).toBeGreaterThan(0)
  })

  test('what an address says is read, what it says wrongly is named, and the rest still counts', () => {
    const read = (text: string) => readFilter(new URLSearchParams(text))
    expect(read('state=scored&state=decided&tier=T4&late=1&q=%20raid%20')).toEqual({
      filter: { state: ['scored', 'decided'], tier: ['T4'], late: true, q: 'raid' },
      refused: [],
    })
    expect(read('state=bogus&tier=T4&nobody=1&late=yes&dueBy=2026-02-30&sort=up')).toEqual({
      filter: { tier: ['T4'] },
      refused: ['state', 'nobody', 'late', 'dueBy', 'sort'],
    })
    expect(read('q=%00')).toEqual({ filter: {}, refused: ['q'] })
    expect(read(`q=${'x'.repeat(101)}`).refused).toEqual(['q'])
    expect(read('__proto__=1&constructor=2').refused).toEqual(['__proto__', 'constructor'])
    expect(read('q=&state=')).toEqual({ filter: {}, refused: [] })
  })

  test('a filter survives being written into an address and read again', () => {
    const filter: ListFilter = {
      q: 'a & b',
      state: ['scored', 'escalated'],
      tier: ['T4'],
      late: true,
      unclaimed: true,
      mine: 'reviewing',
      dueBy: '2026-11-29',
      sort: 'queue',
    }
    expect(readFilter(writeFilter(filter))).toEqual({ filter, refused: [] })
    expect(writeFilter({ ...filter, after: 'abc' }).has('after')).toBe(false)
  })
})

test('counting stops at a thousand, and says so', async () => {
  await ownerDb.transaction(async (tx) => {
    await tx.execute(sql`alter table reviews disable trigger user`)
    await tx.execute(sql`insert into reviews (id, launch_id, state, team_id, submitter_id, triage_version_id, full_version_id, created_at, changed_at)
      select gen_random_uuid(), launch_id, state, team_id, submitter_id, triage_version_id, full_version_id, created_at, changed_at
      from (select * from reviews where state = 'draft' and submitter_id = ${world.actor('priya').id} limit 1) one, generate_series(1, ${COUNT_CAP})`)
    await tx.execute(sql`alter table reviews enable trigger user`)
  })
  expect((await listReviews(world.asking('priya'), {})).count).toEqual({ shown: COUNT_CAP, capped: true })
  expect((await listReviews(world.asking('maya'), {})).count.capped).toBe(false)
})
