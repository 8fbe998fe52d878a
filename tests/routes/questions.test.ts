import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '#app/domain/people/index.server.ts'
import { findAnswers, findHome, requestChanges, saveAnswer } from '#app/domain/reviews/index.server.ts'
import type { TasksView } from '#app/domain/reviews/index.ts'
import { createServices } from '#app/entry.node.ts'
import { action as save } from '#app/routes/_portal.reviews.$reviewId.answers.$questionKey.tsx'
import { loader as loadCheck, action as submitCheck } from '#app/routes/_portal.reviews.$reviewId.check.tsx'
import { loader as loadTasks } from '#app/routes/_portal.reviews.$reviewId.questions._index.tsx'
import {
  loader as loadSection,
  action as sendSection,
} from '#app/routes/_portal.reviews.$reviewId.questions.$sectionId.tsx'
import { loader as loadTriage, action as sendTriage } from '#app/routes/_portal.reviews.$reviewId.triage.tsx'
import { SCORE_KEY_FIELDS } from '#app/rubric/index.ts'
import { people } from '#db/schema/people.ts'
import { answers } from '#db/schema/reviews.ts'
import type { PersonKey } from '#db/seed/cast.ts'
import { buildWorld, TRIAGE, type World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { testEnv } from '#tests/support/portal.ts'

const { db } = await testDatabase()
const services = createServices(testEnv({ BASE_URL: 'http://portal.test' }, true), db)
const cookies = new Map<PersonKey, string>()
let world: World
/** A T3 review with every answer given, and one that has only begun. */
let answered: string
let begun: string

beforeAll(async () => {
  world = await buildWorld(db)
  for (const person of ['maya', 'jonas', 'priya', 'ines'] as const) cookies.set(person, await enter(person))
  begun = await world.review('triaged', { tier: 'T3', title: 'Begun' })
  answered = await world.review('triaged', { tier: 'T3', title: 'Answered' })
  await world.answer('maya', answered, {})
}, 120_000)

async function enter(person: PersonKey): Promise<string> {
  const [row] = await db
    .select({ email: people.email })
    .from(people)
    .where(eq(people.id, world.actor(person).id))
  const visitor = { address: '192.0.2.1', headers: new Headers(), now: new Date() }
  const started = await services.auth.signIn({ email: row?.email ?? '', password: DEMO_PASSWORD, ...visitor })
  if (!started.ok) throw new Error(started.problem.message)
  return started.value.setCookie.map((cookie) => cookie.split(';')[0]).join('; ')
}

type Init = { as?: PersonKey; json?: unknown; form?: Record<string, string | string[]>; cookie?: string }

function args(path: string, params: Record<string, string>, { as, json, form, cookie = '' }: Init = {}) {
  const body = new URLSearchParams(
    Object.entries(form ?? {}).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
  )
  const headers = {
    cookie: `${as ? (cookies.get(as) ?? '') : ''}; ${cookie}`,
    ...(json === undefined ? {} : JSON_BODY),
  }
  const init = json !== undefined ? { method: 'PUT', body: JSON.stringify(json) } : form ? { method: 'POST', body } : {}
  const request = new Request(`http://portal.test${path}`, { headers, ...init })
  return { request, params, context: { services, cspNonce: '', requestId: randomUUID(), remoteAddress: '192.0.2.1' } }
}
const JSON_BODY = { 'content-type': 'application/json' }

const put = (as: PersonKey | undefined, reviewId: string, questionKey: string, json: object) =>
  save(args(`/reviews/${reviewId}/answers/${questionKey}`, { reviewId, questionKey }, { ...(as && { as }), json }))
const text = (value: string) => ({ state: 'answered', value })
const writer = (person: PersonKey) => world.actor(person).id
const page = (reviewId: string, sectionId: string, init: Init) =>
  args(`/reviews/${reviewId}/questions/${sectionId}`, { reviewId, sectionId }, init)

/** What a loader or action gave, whether thrown or returned, with its status and headers. */
async function outcome(work: Promise<unknown>) {
  const given = await work.catch((thrown: unknown) => thrown)
  if (given instanceof Response) {
    const json = (given.headers.get('content-type') ?? '').includes('json')
    return { status: given.status, headers: given.headers, data: json ? await given.json() : undefined }
  }
  if (given instanceof Error) throw given
  const { data, init } = given as { data?: unknown; init?: { status?: number; headers?: HeadersInit } | null }
  return init === undefined
    ? { status: 200, headers: new Headers(), data: given as never }
    : { status: init?.status ?? 200, headers: new Headers(init?.headers), data: data as never }
}

const keysIn = (part: unknown, into = new Set<string>()): Set<string> => {
  if (typeof part !== 'object' || part === null) return into
  for (const [key, value] of Object.entries(part)) {
    if (!Array.isArray(part)) into.add(key)
    keysIn(value, into)
  }
  return into
}

describe('what reaches the browser of somebody who answers', () => {
  test('no page holds any part of the score key, nor a question that a reviewer answers', async () => {
    const reviewId = answered
    const tasks = await outcome(loadTasks(args(`/reviews/${reviewId}/questions`, { reviewId }, { as: 'maya' })))
    const sections = (tasks.data as unknown as { tasks: { id: string }[] }).tasks.map(({ id }) => id)
    expect(sections.length).toBeGreaterThan(8)
    const pages = [
      tasks,
      await outcome(loadTriage(args(`/reviews/${reviewId}/triage`, { reviewId }, { as: 'maya' }))),
      await outcome(loadCheck(args(`/reviews/${reviewId}/check`, { reviewId }, { as: 'maya' }))),
    ]
    for (const id of sections) pages.push(await outcome(loadSection(page(reviewId, id, { as: 'maya' }))))
    for (const { data } of pages) {
      const keys = keysIn(data)
      expect(SCORE_KEY_FIELDS.filter((field) => keys.has(field))).toEqual([])
      const bytes = JSON.stringify(data)
      expect(bytes).not.toMatch(/KO-[A-Z]/)
      expect(bytes).not.toContain('capacity.tools')
      expect(bytes).not.toContain('"answered_by":"reviewer"')
    }
  })

  test('a section has what its questions hang on, and no other answer', async () => {
    const { data } = await outcome(loadSection(page(answered, 'context', { as: 'maya' })))
    const { view } = data as unknown as { view: { part: { given: object; needs: string[] }; answers: object } }
    expect(Object.keys(view.part.given)).toContain('tier')
    expect(Object.keys(view.answers).every((id) => id.startsWith('context.'))).toBe(true)
  })

  test('a draft of another team is not there, and neither is a section that the tier does not ask', async () => {
    const reviewId = await world.draft()
    const strange = await outcome(loadTriage(args(`/reviews/${reviewId}/triage`, { reviewId }, { as: 'priya' })))
    expect(strange.status).toBe(404)
    expect((await outcome(loadSection(page(answered, 'checklist', { as: 'maya' })))).status).toBe(404)
  })
})

describe('saving one answer', () => {
  test('gives back the version and the moment', async () => {
    const saved = await outcome(
      put('maya', begun, 'context.problem', {
        answer: text('Small creators are alone.'),
        version: 0,
        writer: writer('maya'),
      }),
    )
    expect(saved.status).toBe(200)
    expect(saved.data).toEqual({ version: 1, savedAt: expect.any(String), problem: null })
  })

  test('against an older version gives 409 with the text that stands, who wrote it and when', async () => {
    const again = { answer: text('Jonas sees it differently.'), version: 0, writer: writer('jonas') }
    const { status, headers, data } = await outcome(put('jonas', begun, 'context.problem', again))
    expect(status).toBe(409)
    expect(headers.get('content-type')).toContain('application/problem+json')
    expect(data).toMatchObject({
      code: 'conflict',
      standing: { answer: text('Small creators are alone.'), version: 1, by: 'Maya Okafor', at: expect.any(String) },
    })
    const found = await findAnswers(world.asking('maya'), begun)
    expect(found?.full['context.problem']).toEqual(text('Small creators are alone.'))
  })

  test('that cannot be an answer gives 422 in words', async () => {
    const wrong = { answer: text('many'), version: 0, writer: writer('maya') }
    const { status, data } = await outcome(put('maya', begun, 'context.people_reached', wrong))
    expect(status).toBe(422)
    expect(data).toMatchObject({
      code: 'invalid',
      fields: { 'context.people_reached': expect.stringContaining('number') },
    })
    expect((await outcome(put('maya', begun, 'context.problem', { answer: 1 }))).status).toBe(422)
  })

  test('without a session gives 401, and nothing is kept', async () => {
    const { status, data } = await outcome(
      put(undefined, begun, 'context.problem', { answer: text('x'), version: 1, writer: writer('maya') }),
    )
    expect(status).toBe(401)
    expect(data).toMatchObject({ code: 'signed-out' })
  })

  test('typed by one person and sent under the session of another is refused', async () => {
    const { status, data } = await outcome(
      put('jonas', begun, 'context.problem', { answer: text('Maya typed this'), version: 1, writer: writer('maya') }),
    )
    expect(status).toBe(409)
    expect(data).toMatchObject({ code: 'another-person' })
    expect(JSON.stringify(data)).not.toContain('Maya typed this')
    expect((await findAnswers(world.asking('maya'), begun))?.versions['context.problem']).toBe(1)
  })

  test('of a review or a question that is not there, or not to be known about, gives the same 404', async () => {
    const body = { answer: text('x'), version: 0, writer: writer('priya') }
    const drafted = await world.draft()
    const answers = await Promise.all([
      outcome(put('priya', drafted, 'triage.minors', body)),
      outcome(put('priya', randomUUID(), 'context.problem', body)),
      outcome(put('priya', 'nonsense', 'context.problem', body)),
      outcome(put('maya', begun, 'context.nothing', { ...body, writer: writer('maya') })),
    ])
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404])
  })

  test('of a question that was not opened again is refused in words', async () => {
    const reviewId = await world.review('changes_requested', { tier: 'T3' })
    const found = await findAnswers(world.asking('maya'), reviewId)
    const version = found?.versions['context.problem'] ?? 0
    const { status, data } = await outcome(
      put('maya', reviewId, 'context.problem', { answer: text('New'), version, writer: writer('maya') }),
    )
    expect(status).toBe(409)
    expect(data).toMatchObject({ detail: expect.stringContaining('not opened again') })
    expect(data).not.toHaveProperty('standing')
  })
})

describe('without JavaScript', () => {
  const field = (key: string, part?: string) => `q~${key}${part ? `~${part}` : ''}`
  const form = (values: Record<string, string | string[]>, versions: Record<string, number>) => ({
    ...Object.fromEntries(Object.entries(values).map(([key, value]) => [field(key), value])),
    ...Object.fromEntries(Object.entries(versions).map(([key, version]) => [field(key, 'version'), String(version)])),
  })

  test('a whole section is saved and the next one follows', async () => {
    const reviewId = await world.review('triaged', { tier: 'T3' })
    const sent = form(
      {
        'context.problem': 'Too few\r\nreturn.',
        'context.surfaces': ['chat', 'clips'],
        'context.people_reached': '12,000',
        'context.owner': 'Maya Okafor',
      },
      { 'context.problem': 0, 'context.surfaces': 0, 'context.people_reached': 0, 'context.owner': 0 },
    )
    const { status, headers } = await outcome(sendSection(page(reviewId, 'context', { as: 'maya', form: sent })))
    expect(status).toBe(302)
    expect(headers.get('location')).toMatch(new RegExp(`^/reviews/${reviewId}/questions/`))
    const found = await findAnswers(world.asking('maya'), reviewId)
    expect(found?.full).toMatchObject({
      'context.problem': text('Too few\nreturn.'),
      'context.surfaces': { state: 'answered', value: ['chat', 'clips'] },
      'context.people_reached': { state: 'answered', value: 12_000 },
    })
    // Sent once more without a change, nothing is written.
    const versions = Object.fromEntries(
      Object.entries(found?.versions ?? {}).filter(([key]) => key.startsWith('context')),
    )
    const again = { ...sent, ...form({}, versions) }
    await outcome(sendSection(page(reviewId, 'context', { as: 'maya', form: again })))
    expect((await findAnswers(world.asking('maya'), reviewId))?.versions).toEqual(found?.versions)
  })

  test('a wrong answer holds up no other, and what was typed comes back', async () => {
    const reviewId = await world.review('triaged', { tier: 'T3' })
    const sent = form(
      { 'context.problem': 'Saved all the same', 'context.people_reached': 'lots' },
      { 'context.problem': 0, 'context.people_reached': 0 },
    )
    const { status, data } = await outcome(sendSection(page(reviewId, 'context', { as: 'maya', form: sent })))
    expect(status).toBe(422)
    expect(data).toMatchObject({
      problems: { 'context.people_reached': expect.stringContaining('number') },
      typed: { 'context.people_reached': { answer: text('lots'), version: 0 } },
    })
    expect((await findAnswers(world.asking('maya'), reviewId))?.full).toEqual({
      'context.problem': text('Saved all the same'),
    })
  })

  describe('evidence beside an answer', () => {
    const KEY = 'contact.block_applies'
    const proved = (value: string, ...evidence: { label: string; url: string }[]) => ({
      state: 'answered',
      value,
      evidence,
    })
    const TEST = { label: 'Test with two accounts', url: 'https://docs.example.org/block' }
    const pieces = (...evidence: { label: string; url: string }[]) =>
      Object.fromEntries(
        evidence.flatMap((piece, row) =>
          Object.entries(piece).map(([part, text]) => [field(`${KEY}~evidence`, `${row}~${part}`), text]),
        ),
      )
    const send = (value: string | undefined, version: number, more: Record<string, string>) =>
      outcome(
        sendSection(
          page(begun, 'contact', {
            as: 'maya',
            form: { ...form(value === undefined ? {} : { [KEY]: value }, { [KEY]: version }), ...more },
          }),
        ),
      )
    const kept = async () => {
      const found = await findAnswers(world.asking('maya'), begun)
      return [found?.full[KEY], found?.versions[KEY]]
    }

    test('is saved with the form, alone too; an address typed without its beginning still is one', async () => {
      expect((await send('yes', 0, pieces({ ...TEST, url: 'docs.example.org/block' }))).status).toBe(302)
      expect(await kept()).toEqual([proved('yes', TEST), 1])
      await send('yes', 1, pieces(TEST))
      expect(await kept()).toEqual([proved('yes', TEST), 1])
      const another = { label: 'Recording', url: 'https://video.example.org/1' }
      await send('yes', 1, pieces({ label: '', url: '' }, TEST, another))
      expect(await kept()).toEqual([proved('yes', TEST, another), 2])
      await send('no', 2, pieces(TEST))
      expect(await kept()).toEqual([proved('no', TEST), 3])
      await send('yes', 3, pieces({ label: '', url: '' }))
      expect(await kept()).toEqual([text('yes'), 4])
    })

    test('that cannot be kept comes back with what to do', async () => {
      const wrong = { label: '', url: 'the wiki' }
      const { status, data } = await send('yes', 4, pieces(wrong))
      expect(status).toBe(422)
      expect(data).toMatchObject({
        problems: { [KEY]: expect.stringContaining('https://') },
        typed: { [KEY]: { answer: proved('yes', wrong) } },
      })
      expect(await kept()).toEqual([text('yes'), 4])
    })

    test('without an answer is not lost: the page shows it again', async () => {
      const { status, data } = await send(undefined, 4, pieces(TEST))
      expect(status).toBe(422)
      expect(data).toMatchObject({ problems: { [KEY]: expect.stringContaining('answer') }, stray: { [KEY]: [TEST] } })
    })

    test('gets more room with the page saved', async () => {
      const more = `${KEY}~evidence`
      const { headers } = await send('yes', 4, { ...pieces(TEST), more })
      const next = new URL(headers.get('location') ?? '', 'http://portal.test')
      expect(decodeURIComponent(next.hash)).toBe(`#${more}`)
      const { data } = await outcome(
        loadSection(args(next.pathname + next.search, { reviewId: begun, sectionId: 'contact' }, { as: 'maya' })),
      )
      expect(data).toMatchObject({ rows: { [more]: 3 } })
      expect(await kept()).toEqual([proved('yes', TEST), 5])
    })

    test('is in the text that stands when two people wrote', async () => {
      const again = { answer: proved('yes', { ...TEST, label: 'Mine' }), version: 4, writer: writer('jonas') }
      const { status, data } = await outcome(put('jonas', begun, KEY, again))
      expect(status).toBe(409)
      expect(data).toMatchObject({ standing: { answer: proved('yes', TEST), by: 'Maya Okafor' } })
    })
  })

  test('two people on one answer: 409 with both texts, and nothing is overwritten', async () => {
    const sent = form({ 'context.problem': 'Written at the same time' }, { 'context.problem': 0 })
    const { status, data } = await outcome(sendSection(page(begun, 'context', { as: 'jonas', form: sent })))
    expect(status).toBe(409)
    expect(data).toMatchObject({
      typed: { 'context.problem': { answer: text('Written at the same time') } },
      conflicts: { 'context.problem': { theirs: text('Small creators are alone.'), by: 'Maya Okafor', version: 1 } },
    })
  })

  test('the triage says what is missing, then gives the tier', async () => {
    const reviewId = await world.draft()
    const at = (values: Record<string, string | string[]>) =>
      args(
        `/reviews/${reviewId}/triage`,
        { reviewId },
        {
          as: 'maya',
          form: {
            onceKey: randomUUID(),
            ...form(values, Object.fromEntries(Object.keys(values).map((key) => [key, 0]))),
          },
        },
      )
    const early = await outcome(sendTriage(at({ 'triage.minors': 'yes' })))
    expect(early.status).toBe(422)
    expect(Object.keys((early.data as unknown as { errors: object }).errors)).toHaveLength(10)
    const rest = Object.entries(TRIAGE.T3).filter(([id]) => id !== 'minors')
    const all = rest.map(
      ([id, value]) => [`triage.${id}`, Array.isArray(value) ? value.map(String) : String(value)] as const,
    )
    const late = await outcome(sendTriage(at(Object.fromEntries(all))))
    expect(late.status).toBe(302)
    expect((await findAnswers(world.asking('maya'), reviewId))?.review).toMatchObject({ state: 'triaged', tier: 'T3' })
  })

  test('a section somebody opened is marked as looked at, for this person in this browser only', async () => {
    const reviewId = await world.review('triaged', { tier: 'T3' })
    const { headers } = await outcome(loadSection(page(reviewId, 'context', { as: 'maya' })))
    const cookie = headers.get('set-cookie')?.split(';')[0] ?? ''
    expect(headers.get('set-cookie')).toMatch(new RegExp(`Path=/reviews/${reviewId}; HttpOnly; SameSite=Lax`))
    const stateFor = async (as: PersonKey) => {
      const { data } = await outcome(loadTasks(args(`/reviews/${reviewId}/questions`, { reviewId }, { as, cookie })))
      return (data as unknown as { tasks: { id: string; state: string }[] }).tasks.find(({ id }) => id === 'context')
        ?.state
    }
    expect(await stateFor('maya')).toBe('looked_at')
    expect(await stateFor('jonas')).toBe('not_started')
  })
})

describe('submitting', () => {
  const submit = (reviewId: string, onceKey = randomUUID()) =>
    outcome(submitCheck(args(`/reviews/${reviewId}/check`, { reviewId }, { as: 'maya', form: { onceKey } })))

  test('with questions open is refused, and says which', async () => {
    const { status, data } = await submit(begun)
    expect(status).toBe(422)
    expect(data).toMatchObject({ refused: { message: expect.stringMatching(/^\d+ questions need an answer/) } })
  })

  test('complete goes to the reviewer; sent twice, it is one submission', async () => {
    const onceKey = randomUUID()
    expect((await submit(answered, onceKey)).status).toBe(302)
    expect((await submit(answered, onceKey)).status).toBe(302)
    const { data } = await outcome(
      loadCheck(args(`/reviews/${answered}/check`, { reviewId: answered }, { as: 'maya' })),
    )
    expect((data as unknown as { view: object }).view).toMatchObject({ state: 'in_review', round: 1, mayAnswer: false })
  })

  test('a checklist that lacks something raises the tier and leads back to the new questions', async () => {
    const reviewId = await world.review('triaged', { tier: 'T1' })
    await world.answer('maya', reviewId, { 'checklist.rollback': 'no' })
    const { status, data } = await submit(reviewId)
    expect(status).toBe(200)
    expect(data).toMatchObject({ raised: { tier: 'T2', because: 'There is no known way to switch it off.' } })
    const tasks = await outcome(loadTasks(args(`/reviews/${reviewId}/questions`, { reviewId }, { as: 'maya' })))
    expect((tasks.data as unknown as { tasks: object[] }).tasks.length).toBeGreaterThan(3)
  })

  test('what a reviewer opens again stands out, with the note and the name', async () => {
    await requestChanges(world.asking('ines'), {
      reviewId: answered,
      onceKey: randomUUID(),
      note: 'One thing is unclear.',
      questions: [{ questionKey: 'context.problem', note: 'Which creators?' }],
    })
    const { data } = await outcome(loadSection(page(answered, 'context', { as: 'maya' })))
    const { view } = data as unknown as {
      view: { closed: string[]; reopening: object; tasks: { reopened: string[] }[] }
    }
    expect(view.reopening).toMatchObject({ by: 'Ines Kallas', questions: { 'context.problem': 'Which creators?' } })
    expect(view.closed).not.toContain('context.problem')
    expect(view.closed).toContain('context.owner')
    expect(view.tasks[0]?.reopened).toEqual(['context.problem'])
  })

  test('whether it has been answered since is known to the section, the list, the check page and home', async () => {
    const reviewId = await world.review('changes_requested')
    const question = 'context.people_reached'
    const since = async () => {
      const [section, tasks, check] = [
        (await outcome(loadSection(page(reviewId, 'context', { as: 'maya' })))).data,
        (await outcome(loadTasks(args(`/reviews/${reviewId}/questions`, { reviewId }, { as: 'maya' })))).data,
        (await outcome(loadCheck(args(`/reviews/${reviewId}/check`, { reviewId }, { as: 'maya' })))).data,
      ] as unknown as [{ view: TasksView }, TasksView, { view: TasksView }]
      const home = await findHome(world.asking('maya'))
      return {
        pages: [section.view, tasks, check.view].map(({ reopening }) => reopening?.answeredSince),
        left: home.reopened[reviewId],
      }
    }
    expect(await since()).toEqual({ pages: [[], [], []], left: 1 })
    const [row] = await db
      .select()
      .from(answers)
      .where(and(eq(answers.reviewId, reviewId), eq(answers.questionKey, question)))
    const save = (value: number, at: string, version: number) =>
      saveAnswer(world.asking('maya', at), {
        reviewId,
        questionKey: question,
        answer: { state: 'answered', value },
        version,
      })
    // The same answer once more says nothing new.
    await save(30_000, '2026-11-24T10:00:00Z', row?.version ?? 0)
    expect(await since()).toEqual({ pages: [[], [], []], left: 1 })
    await save(31_000, '2026-11-24T10:00:00Z', row?.version ?? 0)
    expect(await since()).toEqual({ pages: [[question], [question], [question]], left: 0 })
  })
})
