import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createContext } from '#app/domain/ctx.server.ts'
import { saveAnswer, submitReview } from '#app/domain/reviews/index.server.ts'
import type { AnswerInput } from '#app/domain/reviews/index.ts'
import { loadLibrary } from '#app/domain/rubric-versions/index.server.ts'
import { verifyAudit } from '#app/platform/audit/verify.server.ts'
import { openDatabase } from '#app/platform/database.server.ts'
import type { Problem } from '#app/platform/result.ts'
import { answers } from '#db/schema/reviews.ts'
import type { World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { endOf, eventsOf, form, peopleAndRubrics } from './record.ts'

const { db, ownerUrl } = await testDatabase()
const busy = openDatabase(ownerUrl, { max: 8, role: 'plimsoll_app' })
afterAll(() => busy.close(1))
let world: World
beforeAll(async () => {
  world = await peopleAndRubrics(db)
})

const WRITERS = 50
const SAVES = 2_000
/** Any 20 questions for the submitter; where no text is asked, a note beside "not known" tells the saves apart. */
const QUESTIONS = (await loadLibrary(join(process.cwd(), 'rubrics')))
  .latest('launch-full')
  ?.compiled.questions.map(({ question }) => question)
  .filter((question) => question.answered_by === 'submitter' && question.allow_unknown)
  .slice(0, 20)
const KEYS = (QUESTIONS ?? []).map(({ id }) => id)
const isText = new Set((QUESTIONS ?? []).filter(({ kind }) => kind === 'text' || kind === 'person').map(({ id }) => id))

test(`${WRITERS} people save ${SAVES} times to 20 answers at once: nothing is lost, and no version is skipped`, async () => {
  const reviewId = await world.review('triaged', { tier: 'T3' })
  const actor = world.actor('maya')
  const accepted: { key: string; version: number; value: string }[] = []
  let conflicts = 0
  let left = SAVES
  const writer = async (name: number) => {
    // What this person saw last: a conflict shows what stands, and the next save goes on top of it.
    const seen = new Map<string, number>()
    while (left > 0) {
      const n = left--
      const key = KEYS[(n * 7 + name) % KEYS.length] ?? ''
      const value = `${name}/${n}`
      const answer: AnswerInput = isText.has(key) ? { state: 'answered', value } : { state: 'unknown', note: value }
      const version = seen.get(key) ?? 0
      const ctx = createContext({ db: busy.db, newId: crypto.randomUUID, now: () => new Date() }, actor)
      const saved = await saveAnswer(ctx, { reviewId, questionKey: key, version, answer })
      if (saved.ok) {
        accepted.push({ key, version: saved.value.version, value })
        seen.set(key, saved.value.version)
      } else {
        expect(saved.problem.code, saved.problem.message).toBe('conflict')
        conflicts++
        const detail = (saved.problem as Problem).detail as { version: number }
        expect(detail.version).toBeGreaterThan(version)
        seen.set(key, detail.version)
      }
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, (_, name) => writer(name)))

  expect(KEYS).toHaveLength(20)
  expect(accepted.length + conflicts).toBe(SAVES)
  expect(conflicts).toBeGreaterThan(0)
  const rows = await db.select().from(answers).where(eq(answers.reviewId, reviewId))
  const told = (await eventsOf(db, reviewId)).filter(({ type }) => type === 'review.answered')
  for (const key of KEYS) {
    const mine = accepted.filter((one) => one.key === key).sort((a, b) => a.version - b.version)
    expect(mine.map(({ version }) => version)).toEqual(mine.map((_, i) => i + 1))
    const row = rows.find(({ questionKey }) => questionKey === key)
    expect(row?.version).toBe(mine.length)
    expect(row?.valText ?? row?.note).toBe(mine.at(-1)?.value)
    expect(told.filter(({ fact }) => fact.question === key)).toHaveLength(mine.length)
  }
  expect((await verifyAudit(db)).bad).toEqual([])
}, 120_000)

test('an answer that races the submission is either part of it or refused', async () => {
  for (let round = 0; round < 6; round++) {
    const reviewId = await world.review('triaged')
    await world.answer('maya', reviewId)
    const save = (value: number) =>
      endOf(() =>
        saveAnswer(world.asking('jonas'), {
          reviewId,
          questionKey: 'context.people_reached',
          version: 1,
          answer: { state: 'answered', value },
        }),
      )
    const [saved, submitted] = await Promise.all([
      save(424_242 + round),
      endOf(() => submitReview(world.asking('maya'), form(reviewId))),
    ])
    expect(submitted).toBe('done')
    const story = (await eventsOf(db, reviewId)).map(
      ({ type, fact }) => `${type} ${fact.question ?? ''} ${fact.to ?? ''}`,
    )
    const at = story.findIndex((line) => line.startsWith('review.submitted'))
    const change = story.indexOf(`review.answered context.people_reached ${424_242 + round}`)
    expect(saved === 'done' ? change < at && change >= 0 : change === -1).toBe(true)
  }
})
