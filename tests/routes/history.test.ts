import { beforeAll, describe, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '#app/domain/people/index.server.ts'
import { findHistory } from '#app/domain/reviews/index.server.ts'
import { loader } from '#app/routes/_portal.reviews.$reviewId.history.tsx'
import { byDay, groupEntries, isAnswer, type Shown } from '#app/ui/history/group.ts'
import { emailOf, type PersonKey } from '#db/seed/cast.ts'
import { openPortal } from '#tests/platform/auth/portal.ts'
import { buildWorld, type World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'

const { db } = await testDatabase()
let world: World
let decided: string

beforeAll(async () => {
  world = await buildWorld(db)
  decided = await world.review('decided')
}, 60_000)

const historyFor = async (person: PersonKey) => (await findHistory(world.asking(person), decided))?.entries ?? []
const typesFor = async (person: PersonKey) => new Set((await historyFor(person)).map(({ type }) => type))

describe('what the history tells, and to whom', () => {
  test('every change stands there as a sentence with who, when and as what, the newest first', async () => {
    const entries = await historyFor('grace')
    expect(entries[0]?.sentence).toBe('Aoife Brennan decided as lead: Blocked')
    expect(entries.at(-1)?.sentence).toMatch(
      /^Maya Okafor (described the launch for Live Experience|started the review)$/,
    )
    for (const { sentence, who, role, at } of entries) {
      expect(sentence).not.toMatch(/undefined|null|[0-9a-f]{8}-[0-9a-f]{4}/)
      expect(who).not.toBe('')
      expect(role).not.toBe('')
      expect(Number.isNaN(Date.parse(at))).toBe(false)
    }
    const times = entries.map(({ at }) => at)
    expect(times).toEqual([...times].sort().reverse())
    expect(entries.find(({ type }) => type === 'review.decided')?.why).toContain('The risk stays too high')
  })

  test('questions, answers, harms and days stand in words, as the versions of the review say them', async () => {
    const sentences = (await historyFor('grace')).map(({ sentence }) => sentence)
    expect(sentences).toContain(
      'Maya Okafor answered “Which new or wider ways for people to contact each other does it create?” with “Public or group chat”',
    )
    expect(sentences).toContain('Maya Okafor answered “Can people under 18 reach it?” with “No”')
    expect(sentences.find((one) => one.includes('submitted the triage'))).toMatch(
      /: tier T2, a decision is expected by [A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2} 2026/,
    )
    expect(sentences.find((one) => one.includes(' scored '))).toMatch(/ scored [A-Z]{3}-\d+ [A-Z]/)
    for (const sentence of sentences) expect(sentence).not.toMatch(/triage\.|[a-z]+_[a-z]+|\d{4}-\d{2}-\d{2}/)
  })

  test('entries about scores are for those who may see scores', async () => {
    expect(await typesFor('grace')).toContain('harm.scored')
    expect(await typesFor('rafael')).toContain('assessment.computed')
    expect(await typesFor('maya')).not.toContain('harm.scored')
    expect(await typesFor('maya')).not.toContain('assessment.computed')
    expect(await typesFor('maya')).toContain('review.scored')
  })

  test('entries about answers are for those who may read answers', async () => {
    expect(await typesFor('maya')).toContain('review.answered')
    expect(await typesFor('sofia')).not.toContain('review.answered')
    expect(await typesFor('sofia')).toContain('review.decided')
  })

  test('what was asked for is for those who may read answers; why it was escalated comes with the decision', async () => {
    const whyOf = async (person: PersonKey, id: string, type: string) =>
      (await findHistory(world.asking(person), id))?.entries.find((entry) => entry.type === type)?.why
    const asked = await world.review('changes_requested')
    await world.submit('maya', asked)
    await world.score('ines', asked)
    await world.lock('ines', asked)
    await world.decide('aoife', asked, { outcome: 'block', reasons: 'Too risky.' })
    expect(await whyOf('maya', asked, 'review.changes_requested')).toBe('Say where the reach comes from.')
    expect(await whyOf('sofia', asked, 'review.changes_requested')).toBeNull()
    const escalated = await world.review('escalated')
    expect(await whyOf('aoife', escalated, 'review.escalated')).toContain('The risk stays too high')
    expect(await whyOf('maya', escalated, 'review.escalated')).toBeNull()
  })

  test('who may not know of the review is told nothing', async () => {
    expect(await findHistory(world.asking('priya'), decided)).toBeUndefined()
    expect(await findHistory(world.asking('nora'), decided)).toBeUndefined()
    expect(await findHistory(world.asking('maya'), 'no id')).toBeUndefined()
  })

  test('seals go to auditors only', async () => {
    const portal = await openPortal(db, { DEMO: true })
    const load = async (person: PersonKey) => {
      const cookie = await portal.enter(emailOf(person), DEMO_PASSWORD)
      const request = new Request(`http://portal.test/reviews/${decided}/history`, { headers: { cookie } })
      return loader({ request, context: portal.context(), params: { reviewId: decided } })
    }
    const auditor = await load('grace')
    expect(auditor.entries[0]?.hash).toMatch(/^[0-9a-f]{64}$/)
    const lead = await load('aoife')
    expect(lead.entries.map(({ hash }) => hash)).toEqual(lead.entries.map(() => null))
    expect((await load('sofia')).answers).toBe('closed')
  })
})

describe('how it is grouped', () => {
  const entry = (n: number, at: string, more: Partial<Shown> = {}): Shown => ({
    key: String(n),
    type: 'review.answered',
    at: `2026-11-${at}Z`,
    who: 'Maya',
    role: 'submitter',
    sentence: 's',
    why: null,
    seq: n,
    hash: null,
    ...more,
  })
  const sizes = (entries: Shown[]) => groupEntries(entries).map((item) => item.entries.length)

  test('answers of one person within the hour are one item', () => {
    expect(
      sizes([entry(1, '23T10:59:00'), entry(2, '23T10:30:00'), entry(3, '23T09:59:00'), entry(4, '23T09:58:00')]),
    ).toEqual([3, 1])
  })
  test('another person, another act or another role begins anew', () => {
    expect(
      sizes([entry(1, '23T10:03:00'), entry(2, '23T10:02:00', { who: 'Jonas' }), entry(3, '23T10:01:00')]),
    ).toEqual([1, 1, 1])
    expect(
      sizes([entry(1, '23T10:03:00'), entry(2, '23T10:02:00', { type: 'review.submitted' }), entry(3, '23T10:01:00')]),
    ).toEqual([1, 1, 1])
    expect(sizes([entry(1, '23T10:03:00'), entry(2, '23T10:02:00', { role: 'reviewer' })])).toEqual([1, 1])
  })
  test('nothing is lost or told twice', async () => {
    const entries = (await historyFor('grace')).filter(isAnswer)
    expect(groupEntries(entries).flatMap((item) => item.entries)).toEqual(entries)
  })
  test('days are those of the reader', () => {
    const items = groupEntries([entry(1, '23T01:00:00', { type: 'a' }), entry(2, '22T23:00:00', { type: 'b' })])
    expect(byDay(items, 'UTC').map(({ day }) => day)).toEqual(['Mon 23 Nov 2026', 'Sun 22 Nov 2026'])
    expect(byDay(items, 'Asia/Manila').map(({ day }) => day)).toEqual(['Mon 23 Nov 2026'])
    expect(byDay(items, 'America/Sao_Paulo').map(({ day }) => day)).toEqual(['Sun 22 Nov 2026'])
  })
})
