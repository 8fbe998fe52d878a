import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { abilityFor } from '#app/domain/policies.ts'
import { type ListFilter, listReviews } from '#app/domain/reviews/index.server.ts'
import type { Actor } from '#app/platform/access/actor.ts'
import { inDatabase, startTestCluster } from '#tests/support/cluster.ts'

/**
 * What a page of the list costs as the number of reviews grows: shared buffers touched (hit and read) by every query of the page.
 * The growth exponent is the slope of log(buffers) over log(reviews); 0 means that a page costs the same for ever.
 */

const SIZES = [10_000, 100_000, 1_000_000]
const GOAL = 0.15
const TEAMS = 50
/** More than a page. With some hundreds, PostgreSQL reads a table of 10,000 from end to end instead, which is cheaper there and flatters the slope's foot. */
const CALLED = 60

type Case = { name: string; actor: Actor; filter: ListFilter }
export type ListReport = {
  bench: 'list'
  goal: string
  cases: {
    name: string
    buffers: Record<string, number>
    milliseconds: Record<string, number>
    exponent: number
    met: boolean
  }[]
}

export async function run(sizes: readonly number[] = SIZES): Promise<ListReport> {
  const { cluster, stop } = await startTestCluster()
  const url = inDatabase(cluster.ownerUrl, cluster.template)
  const client = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const people = await populateCast(client)
    const measured = new Map<string, { size: number; buffers: number; milliseconds: number }[]>()
    let present = 0
    for (const size of sizes) {
      await addReviews(client, present, size, people)
      present = size
      for (const one of casesFor(people)) {
        const cost = await costOf(client, one)
        measured.set(one.name, [...(measured.get(one.name) ?? []), { size, ...cost }])
      }
    }
    return {
      bench: 'list',
      goal: `growth exponent ≤ ${GOAL}`,
      cases: [...measured].map(([name, points]) => summary(name, points)),
    }
  } finally {
    await client.end({ timeout: 2 })
    await stop()
  }
}

export function print(report: ListReport): string {
  const lines = report.cases.map(({ name, buffers, milliseconds, exponent, met }) => {
    const sizes = Object.entries(buffers).map(
      ([size, count]) => `${Number(size).toLocaleString('en')}: ${count} (${milliseconds[size]} ms)`,
    )
    return `${met ? 'met ' : 'MISSED'} ${name.padEnd(46)} exponent ${exponent.toFixed(3)}   ${sizes.join('   ')}`
  })
  return [`Shared buffers of one list page, ${report.goal}`, ...lines].join('\n')
}

type Cast = { teams: string[]; broad: string; narrow: string; called: string; others: string[]; versionId: string }
type Client = ReturnType<typeof postgres>

const uuid = (kind: number, n: number): string =>
  `0190${String(kind).padStart(4, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

async function populateCast(client: Client): Promise<Cast> {
  // A million reviews are not told one by one: the law's triggers rest while they are written, foreign keys do not.
  // Rows of a commit that may still be lost are not marked as visible to all, and an index alone could not answer for them.
  await client`set synchronous_commit = on`
  for (const table of ['people', 'rubric_versions', 'launches', 'reviews', 'review_participants']) {
    await client.unsafe(`alter table ${table} disable trigger user`)
  }
  const teams = Array.from({ length: TEAMS }, (_, i) => uuid(1, i))
  await client`insert into teams (id, slug, name, kind, time_zone) select id, 'team-' || row_number() over (), 'Team ' || row_number() over (), 'product', 'Europe/Dublin' from unnest(${teams}::uuid[]) id`
  const others = Array.from({ length: 200 }, (_, i) => uuid(2, i))
  await client`
    insert into people (id, name, email, title, time_zone, team_id, created_at)
    select id, 'Person ' || n, 'person' || n || '@lumencast.example', 'Member', 'Europe/Dublin', (${teams}::uuid[])[1 + n % ${TEAMS}], now()
    from unnest(${others}::uuid[]) with ordinality as p(id, n)`
  const versionId = uuid(3, 1)
  await client`
    insert into rubric_versions (id, key, version, sha256, canonical, effective_on, published_at)
    values (${versionId}, 'launch-full', '1.0.0', ${'0'.repeat(64)}, '{}', '2026-10-01', now())`
  return {
    teams,
    broad: others[0] as string,
    narrow: others[1] as string,
    called: others[2] as string,
    others,
    versionId,
  }
}

async function addReviews(client: Client, from: number, to: number, cast: Cast): Promise<void> {
  await client`
    insert into launches (id, title, summary, team_id, owner_id, launch_on, markets, created_at)
    select ('01900009-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'Launch ' || n, 'What changes for people in launch ' || n,
      (${cast.teams}::uuid[])[1 + n % ${TEAMS}], (${cast.others}::uuid[])[1 + n % 200], date '2026-01-01' + n % 365, array['Global'],
      timestamptz '2024-01-01' + n * interval '37 seconds'
    from generate_series(${from}::int, ${to - 1}::int) n`
  await client`
    insert into reviews (id, launch_id, state, team_id, submitter_id, reviewer_id, triage_version_id, full_version_id, tier, due_on, outcome, decided_at, created_at, changed_at)
    select ('01900010-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, ('01900009-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, state,
      (${cast.teams}::uuid[])[1 + n % ${TEAMS}], (${cast.others}::uuid[])[1 + n % 200], case when state in ('draft', 'triaged') then null else (${cast.others}::uuid[])[1 + n % 11] end,
      ${cast.versionId}, ${cast.versionId}, case when state = 'draft' then null else (array['T0', 'T1', 'T2', 'T2', 'T3', 'T4'])[1 + n % 6] end,
      date '2026-01-01' + n % 365, case when state = 'decided' then 'approve' end, case when state = 'decided' then now() end,
      timestamptz '2024-01-01' + n * interval '37 seconds', timestamptz '2024-01-01' + n * interval '41 seconds'
    from (select n, case when n % 20 = 0 then 'draft' when n % 20 in (1, 2) then 'in_review' when n % 20 = 3 then 'scored' when n % 20 = 4 then 'changes_requested' when n % 20 = 5 then 'escalated' when n % 20 in (6, 7) then 'logged' else 'decided' end as state
          from generate_series(${from}::int, ${to - 1}::int) n) as told`
  // The same person is called to the same number of reviews, spread over all of them, however many there are.
  await client`delete from review_participants where person_id = ${cast.called}`
  await client`
    insert into review_participants (review_id, person_id, role, added_at)
    select ('01900010-0000-7000-8000-' || lpad(to_hex((n * (${to}::int / ${CALLED}) / 20) * 20 + 8), 12, '0'))::uuid, ${cast.called}, 'council', now()
    from generate_series(0, ${CALLED - 1}) n on conflict do nothing`
  for (const table of ['launches', 'reviews', 'review_participants']) await client.unsafe(`vacuum analyze ${table}`)
}

function casesFor(cast: Cast): Case[] {
  const person = (id: string, roles: string[], teamId = cast.teams[0] as string): Actor => ({
    kind: 'person',
    id,
    name: 'Somebody',
    roles,
    teamId,
    timeZone: 'UTC',
  })
  const elsewhere = uuid(1, 4_000)
  const broad = person(cast.broad, ['reviewer'], elsewhere)
  const narrow = person(cast.narrow, ['submitter'], cast.teams[7] as string)
  const called = person(cast.called, ['council'], elsewhere)
  return [
    { name: 'broad (reviewer), newest first', actor: broad, filter: {} },
    {
      name: 'broad (reviewer), the queue',
      actor: broad,
      filter: { sort: 'queue', state: ['in_review', 'scored', 'escalated'] },
    },
    { name: 'narrow (one team of 50), newest first', actor: narrow, filter: {} },
    { name: `assigned only (called to ${CALLED}), newest first`, actor: called, filter: {} },
  ]
}

type Plan = { 'Shared Hit Blocks': number; 'Shared Read Blocks': number }

/** Runs the page once to learn its queries, then asks PostgreSQL what each of them touched. */
async function costOf(client: Client, { actor, filter }: Case): Promise<{ buffers: number; milliseconds: number }> {
  const queries: { text: string; params: unknown[] }[] = []
  const db = drizzle(client, { logger: { logQuery: (text, params) => void queries.push({ text, params }) } })
  const reading = { actor, ability: abilityFor(actor), now: new Date(), newId: () => '', db }
  const page = await listReviews(reading, filter)
  if (page.rows.length === 0) throw new Error('an empty page measures nothing')
  let buffers = 0
  let milliseconds = 0
  for (const { text, params } of queries) {
    const [row] = await client.unsafe(`explain (analyze, buffers, format json) ${text}`, params as never[])
    const [explained] = (row?.['QUERY PLAN'] ?? []) as { Plan: Plan; 'Execution Time': number }[]
    if (!explained) throw new Error('PostgreSQL explained nothing')
    if (process.env.BENCH_PLANS) console.log(text, JSON.stringify(explained, null, 1))
    buffers += explained.Plan['Shared Hit Blocks'] + explained.Plan['Shared Read Blocks']
    milliseconds += explained['Execution Time']
  }
  return { buffers, milliseconds: Math.round(milliseconds * 10) / 10 }
}

function summary(name: string, points: { size: number; buffers: number; milliseconds: number }[]) {
  const exponent = slope(points.map(({ size, buffers }) => [Math.log(size), Math.log(buffers)]))
  return {
    name,
    buffers: Object.fromEntries(points.map(({ size, buffers }) => [size, buffers])),
    milliseconds: Object.fromEntries(points.map(({ size, milliseconds }) => [size, milliseconds])),
    exponent,
    met: exponent <= GOAL,
  }
}

/** Least squares. */
function slope(points: [number, number][]): number {
  const mean = (pick: 0 | 1) => points.reduce((sum, point) => sum + point[pick], 0) / points.length
  const [mx, my] = [mean(0), mean(1)]
  const over = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0)
  return over / points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0)
}
