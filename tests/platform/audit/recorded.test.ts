import { type SQL, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '#tests/support/database.ts'
import { addReview, createWorld, idOf, ids, noteEvents, recorded, verdict } from './world.ts'

const { db, ownerDb } = await testDatabase()
const { review, launch, submitter, reviewer } = ids
const now = sql`now()`

beforeAll(() => createWorld(db))

/** One change of every table that belongs to a record, and the record whose history must tell of it. */
const changes: [table: string, stream: string, change: SQL][] = [
  ['people', `person:${submitter}`, sql`update people set title = 'Lead' where id = ${submitter}`],
  [
    'role_grants',
    `person:${reviewer}`,
    sql`insert into role_grants (id, person_id, role, granted_at, reason) values (${idOf(61)}, ${reviewer}, 'reviewer', ${now}, 'joins')`,
  ],
  [
    'launches',
    `launch:${launch}`,
    sql`update launches set title = title || '!', version = version + 1 where id = ${launch}`,
  ],
  ['reviews', `review:${review}`, sql`update reviews set late = true, version = version + 1 where id = ${review}`],
  [
    'review_participants',
    `review:${review}`,
    sql`insert into review_participants (review_id, person_id, role, added_at) values (${review}, ${reviewer}, 'reviewer', ${now})`,
  ],
  [
    'answers',
    `review:${review}`,
    sql`insert into answers (review_id, question_key, rubric_version_id, state, version, updated_by, updated_at)
      values (${review}, 'triage.a', ${ids.version}, 'blank', 1, ${submitter}, ${now})`,
  ],
  ['answer_authors', `review:${review}`, sql`insert into answer_authors values (${review}, ${reviewer}, ${now})`],
  [
    'review_snapshots',
    `review:${review}`,
    sql`insert into review_snapshots (id, review_id, round, rubric_key, rubric_version, rubric_sha256, answers, sha256, taken_by, taken_at)
      values (${idOf(71)}, ${review}, 1, 'k', '1', 'x', '{}', 'x', ${submitter}, ${now})`,
  ],
  [
    'change_requests',
    `review:${review}`,
    sql`insert into change_requests values (${idOf(72)}, ${review}, 1, 'More please', ${reviewer}, ${now})`,
  ],
  [
    'change_request_questions',
    `review:${review}`,
    sql`insert into change_request_questions values (${idOf(72)}, 'a', 'More')`,
  ],
  [
    'scorings',
    `review:${review}`,
    sql`insert into scorings (id, review_id, round, kind, scorer_id, started_at) values (${idOf(73)}, ${review}, 1, 'first', ${reviewer}, ${now})`,
  ],
  [
    'harm_scores',
    `review:${review}`,
    sql`insert into harm_scores (scoring_id, harm, version, updated_at) values (${idOf(73)}, 'h', 1, ${now})`,
  ],
  [
    'control_credits',
    `review:${review}`,
    sql`insert into control_credits values (${idOf(73)}, 'c', 2, 'live', '', 1, ${now})`,
  ],
  [
    'assessments',
    `review:${review}`,
    sql`insert into assessments values (${idOf(74)}, ${idOf(73)}, ${review}, 1, 'H', 'M', 'L', false, 'approve', '{}', 'x', ${now})`,
  ],
  [
    'assessment_levels',
    `review:${review}`,
    sql`insert into assessment_levels values (${idOf(74)}, 'h', 'H', 'M', 'L', 3, 3, null)`,
  ],
]

describe('a record and its history change together or not at all', () => {
  test.each(changes)('%s', async (_, stream, change) => {
    expect(await verdict(() => db.execute(change))).toBe('law_recorded')
    expect(await verdict(() => recorded(db, ['review:somebody-else'], [change]))).toBe('law_recorded')
    expect(await verdict(() => recorded(ownerDb, ['person:wrong'], [change]))).toBe('law_recorded')
    expect(await verdict(() => recorded(db, [stream], [change]))).toBe('passed')
  })

  test('an event of an earlier transaction does not count', async () => {
    await noteEvents(db, [`launch:${launch}`])
    const change = sql`update launches set title = 'Quietly', version = version + 1 where id = ${launch}`
    expect(await verdict(() => db.execute(change))).toBe('law_recorded')
  })
})

test('a version counts every change by one', async () => {
  const id = idOf(52)
  await addReview(db, id)
  const bump = (to: number) =>
    verdict(() =>
      recorded(db, [`review:${id}`], [sql`update reviews set late = not late, version = ${to} where id = ${id}`]),
    )
  expect(await bump(1)).toBe('law_version')
  expect(await bump(3)).toBe('law_version')
  expect(await bump(2)).toBe('passed')
  expect(await bump(2)).toBe('law_version')
})

test('of ten writers who saw the same version one gets through', async () => {
  const id = idOf(53)
  await addReview(db, id)
  const write = () =>
    recorded(db, [`review:${id}`], [sql`update reviews set late = true, version = 2 where id = ${id}`])
  const verdicts = await Promise.all(Array.from({ length: 10 }, () => verdict(write)))
  expect(verdicts.filter((each) => each === 'passed')).toHaveLength(1)
  expect(verdicts.filter((each) => each === 'law_version')).toHaveLength(9)
})
