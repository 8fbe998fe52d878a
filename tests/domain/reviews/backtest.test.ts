import { beforeAll, expect, test } from 'vitest'
import { backtestStored } from '#app/domain/reviews/index.server.ts'
import { loadLibrary } from '#app/domain/rubric-versions/index.server.ts'
import { compileRubric } from '#app/rubric/index.ts'
import { assessments } from '#db/schema/reviews.ts'
import { buildWorld } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'

const { db } = await testDatabase()
const { rubrics } = await loadLibrary('rubrics')
const published = (key: string) => {
  const found = rubrics.get(key)?.find(({ version }) => version === '1.0.0')
  if (!found) throw new Error(`no ${key} 1.0.0`)
  return found.compiled
}
const full = published('launch-full')
const triage = published('launch-triage')

beforeAll(async () => {
  const world = await buildWorld(db, undefined, { accounts: false })
  await world.review('decided', { title: 'Emote Rain' })
  await world.review('decided', { title: 'Squad Lobby', tier: 'T3' })
  await world.review('scored', { title: 'Still judged' })
  await world.review('logged', { title: 'New banner' })
}, 60_000)

test('before is what was decided on: the kept assessment, from answers, facts and scores alike', async () => {
  const { rows, summary } = await backtestStored({ db }, full, 'launch-full')
  const kept = new Map((await db.select().from(assessments)).map((row) => [row.reviewId, row]))
  expect(rows.map(({ launch, title, version }) => ({ launch, title, version }))).toEqual([
    { launch: 'L-1', title: 'Emote Rain', version: '1.0.0' },
    { launch: 'L-2', title: 'Squad Lobby', version: '1.0.0' },
  ])
  for (const { reviewId, before } of rows) {
    const { inherent, current, proposal } = kept.get(reviewId) ?? {}
    expect(before).toMatchObject({ inherent, current, decision: proposal })
  }
  expect(rows.map(({ before }) => before.tier)).toEqual(['T2', 'T3'])
  expect(summary).toMatchObject({ reviews: 2, flipped: 0, added: { total: 0 } })
})

test('a draft that asks more and gates more shows it for every review', async () => {
  const [model] = full.rubric.sections.flatMap(({ questions }) =>
    questions.filter(({ id }) => id === 'context.problem'),
  )
  if (!model) throw new Error('no context.problem')
  const { show_when: _, ...asked } = { ...model, id: 'context.brand_new', gate: true }
  const sections = full.rubric.sections.map((section) =>
    section.questions.includes(model) ? { ...section, questions: [...section.questions, asked] } : section,
  )
  const draft = compileRubric({ ...full.rubric, version: '9.0.0', sections }, full.taxonomy, full.table)
  const { rows, summary } = await backtestStored({ db }, draft, 'launch-full')
  expect(rows.map(({ added, newGates }) => ({ added, newGates }))).toEqual([
    { added: 1, newGates: ['context.brand_new'] },
    { added: 1, newGates: ['context.brand_new'] },
  ])
  expect(summary.gates).toEqual([{ id: 'context.brand_new', reviews: 2 }])
})

test('the triage is replayed over the triage answers; launches that nobody decided only when asked for', async () => {
  expect((await backtestStored({ db }, triage, 'launch-triage')).rows.map(({ before }) => before.tier)).toEqual([
    'T2',
    'T3',
  ])
  const told: string[] = []
  const { rows } = await backtestStored({ db }, triage, 'launch-triage', {
    logged: true,
    onProgress: (done, total) => void told.push(`${done}/${total}`),
  })
  expect(rows.map(({ before }) => before.tier)).toEqual(['T2', 'T3', 'T0'])
  expect(told).toEqual(['0/3', '3/3'])
})

test('a rubric that no review answers gives an empty result', async () => {
  const plan = rubrics.get('conduct-plan')?.[0]?.compiled
  if (plan) expect((await backtestStored({ db }, plan, 'conduct-plan')).summary.reviews).toBe(0)
})
