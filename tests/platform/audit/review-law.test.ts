import { type SQL, sql } from 'drizzle-orm'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { REVIEW_STATES, REVIEW_TRANSITIONS, type ReviewState } from '#app/domain/reviews/review.ts'
import { testDatabase } from '#tests/support/database.ts'
import { addReview, createWorld, force, idOf, ids, recorded, scoredSteps, verdict } from './world.ts'

const { db, ownerDb } = await testDatabase()

let count = 100
let review = ''
beforeAll(() => createWorld(db))
beforeEach(async () => {
  review = idOf(++count)
  await addReview(db, review)
})

const attempt = (...steps: SQL[]) => verdict(() => recorded(db, [`review:${review}`], steps))
const decision = (by: string, outcome = 'approve', round = 1) =>
  sql`insert into decisions (id, review_id, round, outcome, proposal, residual, authority, reasons, decided_by, decided_at)
    values (gen_random_uuid(), ${review}, ${round}, ${outcome}, 'approve', 'L', 'lead', 'Fine', ${by}, now())`

describe('a review moves along its transitions', () => {
  test('the database knows the same ways as the code', async () => {
    const rows = await db.execute(sql`select from_state, to_state from review_transitions`)
    const coded = Object.entries(REVIEW_TRANSITIONS).flatMap(([from, tos]) => tos.map((to) => `${from}>${to}`))
    expect(rows.map((row) => `${row.from_state}>${row.to_state}`).sort()).toEqual(coded.sort())
  })

  test('every other pair of states is refused', async () => {
    const wrong: string[] = []
    for (const from of REVIEW_STATES) {
      for (const to of REVIEW_STATES) {
        if (from === to) continue
        const verdict = await move(from, to)
        const expected = REVIEW_TRANSITIONS[from].includes(to)
          ? 'passed'
          : from === 'decided' || from === 'withdrawn'
            ? 'law_review_frozen'
            : 'law_review_moves'
        if (verdict !== expected) wrong.push(`${from}>${to}: ${verdict}`)
      }
    }
    expect(wrong).toEqual([])
  })

  /** As the portal would, with whatever the new state needs. */
  async function move(from: ReviewState, to: ReviewState) {
    review = idOf(++count)
    await addReview(db, review)
    await force(ownerDb, review, from)
    const decided = to === 'decided'
    const steps = [
      sql`update reviews set state = ${to}, version = 2, outcome = ${decided ? 'approve' : null},
        decided_at = ${decided ? sql`now()` : null} where id = ${review}`,
    ]
    if (decided && (from === 'scored' || from === 'escalated')) steps.unshift(decision(ids.reviewer))
    if (to === 'scored' && from === 'in_review') {
      const { score, assess, lock } = scoredSteps(review, ++count)
      steps.unshift(score, assess, lock)
    }
    return attempt(...steps)
  }

  test('it begins as a draft', async () => {
    const begin = (state: string, round: number, version: number) =>
      attempt(sql`insert into reviews (id, launch_id, state, tier, round, version, team_id, submitter_id, triage_version_id,
          full_version_id, created_at, changed_at)
        values (gen_random_uuid(), ${ids.launch}, ${state}, 'T1', ${round}, ${version}, ${ids.product}, ${ids.submitter},
          ${ids.version}, ${ids.version}, now(), now())`)
    expect(await begin('triaged', 1, 1)).toBe('law_review_moves')
    expect(await begin('draft', 2, 1)).toBe('law_review_moves')
    expect(await begin('draft', 1, 2)).toBe('law_version')
  })

  test('what it is about never changes, whoever asks', async () => {
    for (const column of ['launch_id', 'team_id', 'submitter_id', 'id', 'created_at']) {
      const value = column === 'created_at' ? sql`now() + interval '1 day'` : sql`${ids.safety}`
      const change = sql`update reviews set ${sql.identifier(column)} = ${value}, version = 2 where id = ${review}`
      expect(await attempt(change), column).toBe('42501')
      expect(await verdict(() => ownerDb.execute(change)), column).toBe('law_review_identity')
    }
  })

  test('rounds follow one another', async () => {
    const to = (round: number) =>
      attempt(sql`update reviews set round = ${round}, version = version + 1 where id = ${review}`)
    expect(await to(3)).toBe('law_review_moves')
    expect(await to(2)).toBe('passed')
    expect(await to(1)).toBe('law_review_moves')
  })

  test('a scored review has the assessment of its round, made of locked scores of its own', async () => {
    const scored = sql`update reviews set state = 'scored', version = version + 1 where id = ${review}`
    const own = scoredSteps(review, ++count)
    await force(ownerDb, review, 'in_review')
    expect(await attempt(scored)).toBe('law_review_scored')
    expect(await attempt(own.score, scored)).toBe('law_review_scored')
    expect(await attempt(own.score, own.assess, scored), 'not locked').toBe('law_review_scored')
    expect(await attempt(own.score, own.lock, scored), 'not assessed').toBe('law_review_scored')
    expect(await verdict(() => ownerDb.execute(scored)), 'whoever asks').toBe('law_review_scored')

    const other = idOf(++count)
    await addReview(db, other)
    const theirs = scoredSteps(other, ++count)
    await recorded(db, [`review:${other}`], [theirs.score, theirs.assess, theirs.lock])
    const borrowed = sql`insert into assessments select gen_random_uuid(), id, ${review}, 1, 'H', 'M', 'L', false, 'approve', '{}',
      'x', now() from scorings where review_id = ${review}`
    expect(await attempt(scored), 'of another review').toBe('law_review_scored')
    const later = scoredSteps(review, ++count, 2)
    expect(await attempt(later.score, later.assess, later.lock, scored), 'of another round').toBe('law_review_scored')
    expect(await attempt(own.score, own.lock, borrowed, scored)).toBe('passed')
  })

  test('a decided review names a decision that exists', async () => {
    await force(ownerDb, review, 'scored')
    const decided = sql`update reviews set state = 'decided', outcome = 'block', decided_at = now(), version = 2 where id = ${review}`
    expect(await attempt(decided)).toBe('law_review_decided')
    expect(await attempt(decision(ids.reviewer, 'approve'), decided)).toBe('law_review_decided')
    expect(await attempt(decision(ids.reviewer, 'block'), decided)).toBe('passed')
  })
})

describe('answers change only while their questions are open', () => {
  const write = (key: string, version = 1) =>
    sql`insert into answers (review_id, question_key, rubric_version_id, state, version, updated_by, updated_at)
      values (${review}, ${key}, ${ids.version}, 'blank', 1, ${ids.submitter}, now())
      on conflict (review_id, question_key) do update set version = ${version}`
  const submitted = (round: number) =>
    sql`insert into review_snapshots (id, review_id, round, rubric_key, rubric_version, rubric_sha256, answers, sha256, taken_by, taken_at)
      values (gen_random_uuid(), ${review}, ${round}, 'launch-full', '1', 'x', '{"reach": {}, "old": {}, "named": {}}', 'x', ${ids.submitter}, now())`

  test.each<[ReviewState, triage: boolean, full: boolean]>([
    ['draft', true, false],
    ['triaged', false, true],
    ['in_review', false, true],
    ['changes_requested', false, false],
    ['scored', false, false],
    ['escalated', false, false],
    ['decided', false, false],
    ['logged', false, false],
    ['withdrawn', false, false],
  ])('%s', async (state, triage, full) => {
    await attempt(submitted(1))
    await force(ownerDb, review, state)
    expect(await attempt(write('triage.reach'))).toBe(triage ? 'passed' : 'law_answer_open')
    expect(await attempt(write('reach'))).toBe(full ? 'passed' : 'law_answer_open')
  })

  test('when changes were asked for: the questions of the open request, and those that came up since', async () => {
    await force(ownerDb, review, 'changes_requested')
    const ask = (round: number, key: string) => {
      const id = idOf(++count * 1000)
      return attempt(
        sql`insert into change_requests values (${id}, ${review}, ${round}, 'More', ${ids.reviewer}, now())`,
        sql`insert into change_request_questions values (${id}, ${key}, 'More')`,
      )
    }
    await attempt(submitted(1), submitted(2))
    await ask(1, 'old')
    await ask(2, 'named')
    expect(await attempt(write('named'))).toBe('passed')
    expect(await attempt(write('named', 2))).toBe('passed')
    expect(await attempt(write('old'))).toBe('law_answer_open')
    expect(await attempt(write('reach'))).toBe('law_answer_open')
    expect(await attempt(write('triage.new'))).toBe('law_answer_open')
    expect(await attempt(write('new'))).toBe('passed')
  })

  test('a change says which version it saw, and no answer is moved or removed', async () => {
    expect(await attempt(write('triage.a'))).toBe('passed')
    expect(await attempt(write('triage.a', 3))).toBe('law_version')
    expect(await attempt(write('triage.a', 2))).toBe('passed')
    const moved = sql`update answers set question_key = 'triage.b', version = 3 where review_id = ${review}`
    expect(await verdict(() => ownerDb.execute(moved))).toBe('law_answer_identity')
    expect(await verdict(() => ownerDb.execute(sql`delete from answers`))).toBe('law_append_only')
  })

  test('evidence stands beside an answer, each piece with what it shows and a secure link', async () => {
    const piece = { label: 'The test', url: 'https://docs.example.org/t' }
    const prove = (evidence: unknown, state = 'answered') =>
      attempt(sql`insert into answers
          (review_id, question_key, rubric_version_id, state, val_choice, evidence, version, updated_by, updated_at)
        values (${review}, ${`triage.e${++count}`}, ${ids.version}, ${state}, ${state === 'answered' ? 'yes' : null},
          ${JSON.stringify(evidence)}::text::jsonb, 1, ${ids.submitter}, now())`)
    expect(await prove([piece])).toBe('passed')
    expect(await prove([piece, { ...piece, label: 'Another' }])).toBe('passed')
    const wrong = [
      [],
      {},
      'https://a.example',
      [1],
      [null],
      [piece, {}],
      [{ url: piece.url }],
      [{ ...piece, label: ' ' }],
    ]
    for (const url of ['http://docs.example.org', 'javascript:alert(1)', '', 7, null, undefined])
      wrong.push([{ ...piece, url }] as never)
    for (const evidence of wrong) expect(await prove(evidence), JSON.stringify(evidence)).toBe('answers_evidence_ck')
    expect(await prove([piece], 'blank')).toBe('answers_evidence_ck')
    const change = sql`update answers set evidence = null, version = 2 where review_id = ${review} and evidence is not null`
    expect(await attempt(change)).toBe('passed')
  })

  test('whoever writes an answer is its author, whatever wrote it, and so does not decide', async () => {
    await force(ownerDb, review, 'triaged')
    expect(await attempt(write('reach'))).toBe('passed')
    const authors = await db.execute(sql`select person_id from answer_authors where review_id = ${review}`)
    const [answer] = await db.execute(sql`select updated_by from answers where review_id = ${review}`)
    expect(authors.map((row) => row.person_id)).toEqual([answer?.updated_by])
  })

  test('an answer that is being saved holds up the submission, and none arrives after it', async () => {
    await force(ownerDb, review, 'triaged')
    const submit = () => attempt(sql`update reviews set state = 'in_review', version = 2 where id = ${review}`)
    let submitted: Promise<string> = Promise.resolve('')
    const order: string[] = []
    await db.transaction(async (tx) => {
      await tx.execute(write('late'))
      submitted = submit().then((verdict) => {
        order.push('submitted')
        return verdict
      })
      await tx.execute(sql`select pg_sleep(0.15)`)
      await tx.execute(sql`insert into audit_events (stream, at, type, actor_role, audience, body)
        values (${`review:${review}`}, now(), 't', 'r', 'record', '{}')`)
      order.push('saved')
    })
    expect(await submitted).toBe('passed')
    expect(order).toEqual(['saved', 'submitted'])
  })
})

describe('scores end when they are locked', () => {
  test('scores, credits and the scoring itself', async () => {
    const scoring = idOf(++count * 1000)
    const lock = sql`update scorings set locked_at = now(), version = version + 1 where id = ${scoring}`
    const score = sql`insert into harm_scores (scoring_id, harm, version, updated_at) values (${scoring}, 'h', 1, now())
      on conflict (scoring_id, harm) do update set version = harm_scores.version + 1`
    const credit = sql`insert into control_credits values (${scoring}, 'c', 2, 'live', '', 1, now())
      on conflict (scoring_id, control_id) do update set version = control_credits.version + 1`
    const begin = sql`insert into scorings (id, review_id, round, kind, scorer_id, started_at)
      values (${scoring}, ${review}, 1, 'first', ${ids.reviewer}, now())`
    expect(await attempt(begin, score, credit)).toBe('passed')
    expect(await attempt(score, credit, lock)).toBe('passed')
    expect(await attempt(score)).toBe('law_scoring_locked')
    expect(await attempt(credit)).toBe('law_scoring_locked')
    expect(await attempt(lock)).toBe('law_scoring_locked')
    expect(await verdict(() => ownerDb.execute(sql`delete from harm_scores`))).toBe('law_append_only')
  })
})

describe('nothing is added to a review that is closed', () => {
  const adding: [string, SQL][] = [
    [
      'a condition',
      sql`insert into conditions (id, review_id, decision_id, position, text, owner_id, due_on, gate, created_at)
        select gen_random_uuid(), review_id, id, 0, 'Also this', decided_by, now(), 'before_launch', now() from decisions`,
    ],
    [
      'a request',
      sql`insert into change_requests select gen_random_uuid(), id, 1, 'More', submitter_id, now() from reviews`,
    ],
    [
      'a scoring',
      sql`insert into scorings (id, review_id, round, kind, scorer_id, started_at)
        select gen_random_uuid(), id, 1, 'first', submitter_id, now() from reviews`,
    ],
    [
      'a round',
      sql`insert into review_snapshots (id, review_id, round, rubric_key, rubric_version, rubric_sha256, answers, sha256, taken_by, taken_at)
        select gen_random_uuid(), id, 9, 'launch-full', '1.0.0', 'x', '{}', 'x', submitter_id, now() from reviews`,
    ],
  ]
  test.each(adding)('%s', async (name, add) => {
    await force(ownerDb, review, 'scored')
    expect(await attempt(decision(ids.reviewer))).toBe('passed')
    await force(ownerDb, review, 'decided')
    const column = name === 'a condition' ? sql`review_id` : sql`id`
    expect(await attempt(sql`${add} where ${column} = ${review}`)).toBe('law_review_closed')
  })

  test('a level, once the scores are locked', async () => {
    const [scoring, assessment] = [idOf(++count), idOf(++count)]
    const level = (harm: string) =>
      sql`insert into assessment_levels values (${assessment}, ${harm}, 'H', 'M', 'L', 3, 3, null)`
    expect(
      await attempt(
        sql`insert into scorings (id, review_id, round, kind, scorer_id, started_at)
          values (${scoring}, ${review}, 1, 'first', ${ids.reviewer}, now())`,
        sql`insert into assessments values (${assessment}, ${scoring}, ${review}, 1, 'H', 'M', 'L', false, 'approve', '{}', 'x', now())`,
        level('HAR-1'),
      ),
    ).toBe('passed')
    await force(ownerDb, review, 'scored')
    expect(await attempt(level('HAR-2'))).toBe('law_review_closed')
  })
})

describe('a review is decided by somebody else, whatever roles they hold', () => {
  test.each(['approve', 'escalate', 'block'])('%s', async (outcome) => {
    await force(ownerDb, review, 'scored')
    await attempt(sql`insert into answer_authors values (${review}, ${ids.helper}, now())`)
    expect(await attempt(decision(ids.submitter, outcome))).toBe('law_decision_other')
    expect(await attempt(decision(ids.colleague, outcome))).toBe('law_decision_other')
    expect(await attempt(decision(ids.helper, outcome))).toBe('law_decision_other')
    expect(await verdict(() => ownerDb.execute(decision(ids.submitter, outcome)))).toBe('law_decision_other')
    expect(await attempt(decision(ids.reviewer, outcome, 2))).toBe('law_decision_ready')
    expect(await attempt(decision(ids.reviewer, outcome))).toBe('passed')
  })

  describe('nobody changes team to decide', () => {
    const team = (to: string) => sql`update people set team_id = ${to} where id = ${ids.colleague}`
    const both = (...steps: SQL[]) =>
      verdict(() => recorded(db, [`review:${review}`, `person:${ids.colleague}`], steps))
    const goHome = () => recorded(ownerDb, [`person:${ids.colleague}`], [team(ids.product)])
    beforeEach(() => force(ownerDb, review, 'scored'))
    afterEach(goHome)

    test('not there and back in one transaction', async () => {
      expect(await both(team(ids.safety), decision(ids.colleague), team(ids.product))).toBe('law_decision_other')
    })

    test('not by staying there either, nor inside a savepoint', async () => {
      expect(await both(team(ids.safety), decision(ids.colleague))).toBe('law_decision_other')
      const nested = db.transaction(async (tx) => {
        await tx.transaction((inner) => inner.execute(team(ids.safety)))
        await tx.transaction((inner) => inner.execute(decision(ids.colleague)))
      })
      expect(await verdict(() => nested)).toBe('law_decision_other')
    })

    test('not by making the checks of the end happen earlier', async () => {
      const early = sql`set constraints all immediate`
      expect(await both(team(ids.safety), decision(ids.colleague), early, team(ids.product))).toBe('law_decision_other')
    })

    test('not while the change of team is still on its way elsewhere', async () => {
      let decided: Promise<string> = Promise.resolve('')
      await recorded(db, [`person:${ids.colleague}`], [team(ids.safety)])
      await db.transaction(async (tx) => {
        await tx.execute(team(ids.product))
        decided = attempt(decision(ids.colleague))
        await tx.execute(sql`select pg_sleep(0.15)`)
        await tx.execute(sql`insert into audit_events (stream, at, type, actor_role, audience, body)
          values (${`person:${ids.colleague}`}, now(), 't', 'r', 'record', '{}')`)
      })
      expect(await decided).toBe('law_decision_other')
    })

    test('whoever moved before, on the record, decides like anybody', async () => {
      await recorded(db, [`person:${ids.colleague}`], [team(ids.safety)])
      expect(await attempt(decision(ids.colleague))).toBe('passed')
    })

    test('other changes of a person hold up nothing', async () => {
      const title = sql`update people set title = 'Lead', team_id = team_id where id = ${ids.reviewer}`
      const steps = [title, decision(ids.reviewer)]
      expect(await verdict(() => recorded(db, [`review:${review}`, `person:${ids.reviewer}`], steps))).toBe('passed')
    })
  })

  test('only once the scores are locked', async () => {
    for (const state of REVIEW_STATES.filter((state) => state !== 'scored' && state !== 'escalated')) {
      await force(ownerDb, review, state)
      expect(await attempt(decision(ids.reviewer)), state).toBe('law_decision_ready')
    }
  })
})

describe('a launch is described anew only while its first review is being answered', () => {
  let launch = ''
  beforeEach(async () => {
    launch = idOf(++count)
    review = idOf(++count)
    await recorded(
      db,
      [`launch:${launch}`],
      [
        sql`insert into launches (id, title, summary, team_id, owner_id, launch_on, markets, created_at)
          values (${launch}, 'Live gifts', 'Gifts', ${ids.product}, ${ids.submitter}, '2026-12-01', '{IE}', now())`,
      ],
    )
    await begin(review)
  })
  const begin = (id: string, previous: string | null = null) =>
    recorded(
      db,
      [`review:${id}`],
      [
        sql`insert into reviews (id, launch_id, previous_id, state, team_id, submitter_id, triage_version_id, full_version_id,
            created_at, changed_at)
          values (${id}, ${launch}, ${previous}, 'draft', ${ids.product}, ${ids.submitter}, ${ids.version}, ${ids.version}, now(),
            now())`,
      ],
    )
  const change = (set: SQL) => sql`update launches set ${set}, version = version + 1 where id = ${launch}`
  const rename = () => change(sql`title = 'Something harmless'`)
  const changed = (step: SQL) => verdict(() => recorded(db, [`launch:${launch}`], [step]))

  test.each(REVIEW_STATES)('%s', async (state) => {
    await force(ownerDb, review, state)
    // As the command asks: whoever may answer may correct.
    const open = ['draft', 'triaged', 'changes_requested'].includes(state)
    expect(await changed(rename())).toBe(open ? 'passed' : 'law_launch_judged')
    expect(await verdict(() => recorded(ownerDb, [`launch:${launch}`], [rename()]))).toBe(
      open ? 'passed' : 'law_launch_judged',
    )
  })

  test('no part of it, once it was decided', async () => {
    await force(ownerDb, review, 'decided')
    for (const part of [
      sql`summary = 'Less'`,
      sql`launch_on = '2027-01-01'`,
      sql`markets = '{Global}'`,
      sql`owner_id = ${ids.colleague}`,
    ])
      expect(await changed(change(part))).toBe('law_launch_judged')
  })

  test('not under a later review: the earlier one speaks of it as it was', async () => {
    await force(ownerDb, review, 'withdrawn')
    await begin(idOf(++count), review)
    expect(await changed(rename())).toBe('law_launch_judged')
  })

  test('a submission on its way is waited for', async () => {
    await force(ownerDb, review, 'triaged')
    let renamed: Promise<string> = Promise.resolve('')
    await db.transaction(async (tx) => {
      await tx.execute(sql`update reviews set state = 'in_review', version = 2 where id = ${review}`)
      renamed = changed(rename())
      await tx.execute(sql`select pg_sleep(0.15)`)
      await tx.execute(sql`insert into audit_events (stream, at, type, actor_role, audience, body)
        values (${`review:${review}`}, now(), 't', 'r', 'record', '{}')`)
    })
    expect(await renamed).toBe('law_launch_judged')
  })
})
