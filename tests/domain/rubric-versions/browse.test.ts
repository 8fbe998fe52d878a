import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { reviewsUsing } from '#app/domain/reviews/index.server.ts'
import { PAGE_SIZE } from '#app/domain/reviews/index.ts'
import {
  findChanges,
  findQuestions,
  findRubric,
  findRules,
  findScenario,
  findTrial,
  listRubrics,
} from '#app/domain/rubric-versions/index.server.ts'
import { compareExpected, standingsOf } from '#app/domain/rubric-versions/index.ts'
import { compileRubric, evaluate, SCORE_KEY_FIELDS } from '#app/rubric/index.ts'
import type { PersonKey } from '#db/seed/cast.ts'
import { buildWorld, type World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { propose, publish } from '#tests/support/publish.ts'
import { secretsOf } from './score-key.ts'

const { db } = await testDatabase()
/** In force a month after the day on which these stories happen. */
const NEXT = readFileSync('rubrics/launch-full/drafts/2.0.0.yaml', 'utf8').replace(
  /^effective: .*$/m,
  'effective: 2026-12-23',
)
let world: World
let draftId: string

beforeAll(async () => {
  world = await buildWorld(db, undefined, { accounts: false })
  await publish(world, { source: NEXT })
  draftId = await propose(world, {
    source: NEXT.replace('version: 2.0.0', 'version: 2.0.1').replace('It finds out', 'It asks'),
  })
}, 60_000)

/** One of each kind, and whether they may see how answers are scored. */
const READERS: readonly (readonly [PersonKey, boolean])[] = [
  ['maya', false],
  ['bruno', false],
  ['sofia', false],
  ['nora', false],
  ['ines', true],
  ['aoife', true],
  ['daniel', true],
  ['grace', true],
]
const unshown = { roles: [] }

describe('where a version stands', () => {
  const on = (version: string, effectiveOn: string, retiredOn: string | null = null) => ({
    ...{ version, effectiveOn, retiredOn },
  })
  const standing = (versions: ReturnType<typeof on>[]) =>
    standingsOf(versions, '2026-11-23').map((one) => [one.version, one.standing, one.until])

  test('the newest that is in effect is in force; those before it are replaced, those after it to come', () => {
    expect(standing([on('1.9.0', '2026-01-01'), on('1.10.0', '2026-06-01'), on('2.0.0', '2027-01-01')])).toEqual([
      ['2.0.0', 'to_come', null],
      ['1.10.0', 'in_force', { on: '2027-01-01', by: '2.0.0' }],
      ['1.9.0', 'replaced', { on: '2026-06-01', by: '1.10.0' }],
    ])
  })

  test('a retired one gives its place back to the one before it', () => {
    expect(standing([on('1.0.0', '2026-01-01'), on('1.1.0', '2026-06-01', '2026-11-01')])).toEqual([
      ['1.1.0', 'retired', { on: '2026-11-01', by: null }],
      ['1.0.0', 'in_force', { on: '2026-06-01', by: '1.1.0' }],
    ])
  })
})

describe('the list of rubrics', () => {
  test('names each once, with the version in force and the one to come', async () => {
    const list = await listRubrics(world.asking('maya'))
    expect(list?.rubrics.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['launch-triage', 'launch-full', 'genai']),
    )
    const full = list?.rubrics.find(({ key }) => key === 'launch-full')
    expect(full).toMatchObject({ version: '1.0.0', standing: 'in_force', drafts: [] })
    expect(full?.toCome.map(({ version }) => version)).toEqual(['2.0.0'])
  })

  test('shows a draft to those who may know of it', async () => {
    const drafts = async (person: PersonKey) =>
      (await listRubrics(world.asking(person)))?.rubrics.flatMap((rubric) => rubric.drafts.map(({ id }) => id))
    expect(await drafts('aoife')).toEqual([draftId])
    expect(await drafts('maya')).toEqual([])
  })

  test('counts the questions that the reader may see', async () => {
    const asked = async (person: PersonKey) =>
      (await listRubrics(world.asking(person)))?.rubrics.find(({ key }) => key === 'launch-full')?.questions ?? 0
    expect(await asked('maya')).toBeLessThan(await asked('ines'))
  })

  test('is not there for somebody without a role', async () => {
    const nobody = world.asking('maya', undefined, unshown)
    expect(await listRubrics(nobody)).toBeUndefined()
    expect(await findRubric(nobody, 'launch-full', '1.0.0')).toBeUndefined()
    expect(await findQuestions(nobody, 'launch-full', '1.0.0', 'answerer')).toBeUndefined()
    expect(await findChanges(nobody, 'launch-full', '2.0.0', null)).toBeUndefined()
    expect(await reviewsUsing(nobody, 'launch-full', '1.0.0', {})).toBeUndefined()
  })
})

describe('a version', () => {
  test('is found by its number, and without one it is the one in force', async () => {
    const ctx = world.asking('maya')
    expect(await findRubric(ctx, 'launch-full')).toMatchObject({ version: '1.0.0', before: null })
    expect(await findRubric(ctx, 'launch-full', '2.0.0')).toMatchObject({
      ...{ standing: 'to_come', before: '1.0.0', mayReadScoring: false },
      published: { by: 'Aoife Brennan' },
    })
    for (const [key, version] of [
      ['launch-full', '9.9.9'],
      ['nothing', '1.0.0'],
      ['__proto__', '1.0.0'],
      ['', ''],
    ] as const)
      expect(await findRubric(ctx, key, version), key).toBeUndefined()
  })
})

describe('the score key', () => {
  test.each(READERS)('%s sees it: %s', async (person, may) => {
    const ctx = world.asking(person)
    for (const [key, versions] of [
      ['launch-full', ['1.0.0', '2.0.0']],
      ['launch-triage', ['1.0.0']],
      ['conduct-plan', ['1.0.0']],
    ] as const)
      for (const version of versions) {
        expect((await findRules(ctx, key, version)) !== undefined).toBe(may)
        expect((await findTrial(ctx, key, version)) !== undefined).toBe(may)
        expect((await findQuestions(ctx, key, version, 'reviewer')) !== undefined).toBe(may)
        const open = JSON.stringify([
          await listRubrics(ctx),
          await findRubric(ctx, key, version),
          await findQuestions(ctx, key, version, 'answerer'),
        ])
        const secrets = await secretsOf(db, key, version)
        expect(secrets.filter((secret) => open.includes(secret))).toEqual([])
        for (const field of SCORE_KEY_FIELDS) expect(open, field).not.toContain(`"${field}"`)
        if (may && key !== 'conduct-plan') {
          const shut = JSON.stringify([
            await findRules(ctx, key, version),
            await findQuestions(ctx, key, version, 'reviewer'),
          ])
          expect(secrets.filter((secret) => shut.includes(JSON.stringify(secret).slice(1, -1))).length).toBeGreaterThan(
            5,
          )
        }
      }
    expect((await findScenario(ctx, 'launch-full', '1.0.0', 'calm-t3')) !== undefined).toBe(may)
  })
})

describe('languages', () => {
  test('a version that is translated is read in either language, its ids and conditions unchanged', async () => {
    const ctx = world.asking('maya')
    const own = await findQuestions(ctx, 'launch-triage', '1.0.0', 'answerer')
    const other = await findQuestions(ctx, 'launch-triage', '1.0.0', 'answerer', 'pt-BR')
    expect(own?.languages).toEqual([
      { code: 'en', name: 'English' },
      { code: 'pt-BR', name: 'Português (Brasil)' },
    ])
    expect([own?.language, other?.language]).toEqual(['en', 'pt-BR'])
    const questions = (view: typeof own) => view?.sections.flatMap((section) => section.questions) ?? []
    const bones = (view: typeof own) => questions(view).map(({ id, shown }) => [id, shown])
    expect(bones(other)).toEqual(bones(own))
    expect(questions(other)[0]?.text).not.toBe(questions(own)[0]?.text)
    expect((await findQuestions(ctx, 'launch-triage', '1.0.0', 'answerer', '../../x'))?.language).toBe('en')
    expect((await findQuestions(ctx, 'launch-full', '1.0.0', 'answerer', 'pt-BR'))?.languages).toHaveLength(1)
  })
})

describe('what a version changed', () => {
  test('is compared with the one before it, or with any other', async () => {
    const ctx = world.asking('ines')
    const found = await findChanges(ctx, 'launch-full', '2.0.0', null)
    expect(found?.changes).toMatchObject({
      from: '1.0.0',
      to: '2.0.0',
      required: 'major',
      actual: 'major',
      problem: null,
    })
    expect(found?.changes?.groups.map((group) => group.class)).toContain('behavioural')
    expect(await findChanges(ctx, 'launch-full', '1.0.0', null)).toEqual({ changes: null, others: ['2.0.0'] })
    expect((await findChanges(ctx, 'launch-full', '1.0.0', '2.0.0'))?.changes?.problem).not.toBeNull()
    for (const from of ['1.2.3', '2.0.0', "1' or '1'='1"])
      expect(await findChanges(ctx, 'launch-full', '2.0.0', from)).toBeUndefined()
  })

  test('holds no piece of the score key for those who may not see it', async () => {
    const all = JSON.stringify(await findChanges(world.asking('ines'), 'launch-full', '2.0.0', null))
    const seen = await findChanges(world.asking('maya'), 'launch-full', '2.0.0', null)
    const secrets = [...(await secretsOf(db, 'launch-full', '1.0.0')), ...(await secretsOf(db, 'launch-full', '2.0.0'))]
    const told = JSON.stringify(seen)
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([])
    expect(secrets.some((secret) => all.includes(secret))).toBe(true)
    expect(seen?.changes?.publicOnly).toBe(true)
    expect(seen?.changes?.groups.flatMap((group) => group.changes).length).toBeGreaterThan(5)
  })
})

describe('scenarios', () => {
  test('every scenario of a version can be loaded, and comes out as it expects', async () => {
    const ctx = world.asking('ines')
    for (const [key, version] of [
      ['launch-full', '1.0.0'],
      ['launch-triage', '1.0.0'],
      ['conduct-intake', '1.0.0'],
    ] as const) {
      const trial = await findTrial(ctx, key, version)
      if (!trial) throw new Error(`${key} cannot be tried`)
      const compiled = compileRubric(trial.rubric, trial.taxonomy, trial.table ?? undefined)
      expect(trial.scenarios.length).toBeGreaterThan(5)
      for (const { name } of trial.scenarios) {
        const scenario = await findScenario(ctx, key, version, name)
        if (!scenario?.ok) throw new Error(`${name} cannot be loaded`)
        const compared = compareExpected(scenario.expect, evaluate(compiled, scenario), scenario.given)
        expect(compared.length, name).toBeGreaterThan(0)
        expect(
          compared.filter(({ same }) => !same),
          name,
        ).toEqual([])
      }
    }
  })

  test('a name that is none of them is not found, wherever it points', async () => {
    const ctx = world.asking('ines')
    for (const name of ['', 'nothing', '../1.0.0', '..%2F1.0.0', '../../launch-triage/scenarios/t2-ai'])
      expect(await findScenario(ctx, 'launch-full', '1.0.0', name)).toBeUndefined()
  })
})

describe('the reviews that were answered with a version', () => {
  test('are those a person may know of, page by page', async () => {
    await world.review('draft')
    const inReview = await world.review('in_review')
    const logged = await world.review('logged')
    for (let n = 0; n < PAGE_SIZE; n++) await world.review('triaged', { by: 'priya' })
    const using = async (person: PersonKey, key: string, version = '1.0.0') => {
      const ids: string[] = []
      for (let after: string | undefined, at = 0; at < 5; at++) {
        const page = await reviewsUsing(world.asking(person), key, version, { after })
        ids.push(...(page?.rows ?? []).map(({ id }) => id))
        if (!page?.next) return { ids, count: page?.count }
        after = page.next
      }
      throw new Error('the list has no end')
    }
    const all = await using('ines', 'launch-triage')
    expect(all.ids).toEqual(expect.arrayContaining([inReview, logged]))
    expect(new Set(all.ids).size).toBe(PAGE_SIZE + 2)
    expect(all.count).toEqual({ shown: PAGE_SIZE + 2, capped: false })
    expect((await using('ines', 'launch-full')).ids).not.toContain(logged)
    expect((await using('maya', 'launch-full')).ids).toEqual([inReview])
    expect((await using('ines', 'launch-full', '2.0.0')).ids).toEqual([])
    expect((await using('nora', 'launch-full')).count).toEqual({ shown: 0, capped: false })
  }, 60_000)
})
