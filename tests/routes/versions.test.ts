import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '#app/domain/people/index.server.ts'
import type { ArchivedAnswer, CheckView, SectionView, TasksView, VersionDesk } from '#app/domain/reviews/index.ts'
import { createServices } from '#app/entry.node.ts'
import { loader as loadCheck } from '#app/routes/_portal.reviews.$reviewId.check.tsx'
import { loader as loadTasks } from '#app/routes/_portal.reviews.$reviewId.questions._index.tsx'
import {
  loader as loadSection,
  action as sendSection,
} from '#app/routes/_portal.reviews.$reviewId.questions.$sectionId.tsx'
import { loader as loadVersion, action as sendVersion } from '#app/routes/_portal.reviews.$reviewId.version.tsx'
import { loader as loadArchive } from '#app/routes/_portal.reviews.$reviewId.version_.answers.tsx'
import { people } from '#db/schema/people.ts'
import { reviews } from '#db/schema/reviews.ts'
import type { PersonKey } from '#db/seed/cast.ts'
import { buildWorld, type World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { CALM, REACHED } from '#tests/support/launch-review.ts'
import { testEnv } from '#tests/support/portal.ts'
import { publish } from '#tests/support/publish.ts'

const { db } = await testDatabase()
const services = createServices(testEnv({ BASE_URL: 'http://portal.test' }, true), db)
const cookies = new Map<PersonKey, string>()
let world: World
let reviewId: string
let draft: string

beforeAll(async () => {
  world = await buildWorld(db)
  for (const person of ['maya', 'priya', 'ines'] as const) cookies.set(person, await enter(person))
  reviewId = await world.review('triaged')
  draft = await world.review('draft')
  await world.answer('maya', reviewId, { [REACHED]: 30_000 })
  await publish(world, { source: CALM })
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

type Init = { as?: PersonKey; form?: Record<string, string> }
function args(path: string, { as = 'maya', form }: Init = {}, params: Record<string, string> = {}) {
  const request = new Request(`http://portal.test/reviews/${reviewId}/${path}`, {
    headers: { cookie: cookies.get(as) ?? '' },
    ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
  })
  const context = { services, cspNonce: '', requestId: randomUUID(), remoteAddress: '192.0.2.1' }
  return { request, params: { reviewId, ...params }, context }
}

/** What a loader or action gave, whether thrown or returned, with its status. */
async function outcome<T>(work: Promise<unknown>): Promise<{ status: number; data: T; to: string | null }> {
  const given = await work.catch((thrown: unknown) => thrown)
  if (given instanceof Response)
    return { status: given.status, data: undefined as T, to: given.headers.get('location') }
  if (given instanceof Error) throw given
  const { data, init } = given as { data?: unknown; init?: { status?: number } | null }
  return init === undefined
    ? { status: 200, data: given as T, to: null }
    : { status: init?.status ?? 200, data: data as T, to: null }
}
const desk = async (as?: PersonKey) => outcome<{ desk: VersionDesk }>(loadVersion(args('version', as ? { as } : {})))
const send = (form: Record<string, string>, as: PersonKey = 'maya') =>
  outcome<{ message: string }>(sendVersion(args('version', { as, form: { onceKey: randomUUID(), ...form } })))
const pinned = async () =>
  (await db.select({ id: reviews.fullVersionId }).from(reviews).where(eq(reviews.id, reviewId)))[0]?.id

test('a preview is there for the team alone, and pages lead to it', async () => {
  expect((await desk('priya')).status).toBe(404)
  expect((await desk('ines')).status).toBe(404)
  expect((await desk()).data.desk.previews).toEqual([expect.objectContaining({ from: '1.0.0', to: '2.0.0' })])
  const { data: tasks } = await outcome<TasksView>(loadTasks(args('questions')))
  const { data: check } = await outcome<{ view: CheckView }>(loadCheck(args('check')))
  expect([tasks.newer, check.view.newer].map(([one]) => one?.to)).toEqual(['2.0.0', '2.0.0'])
  expect((await outcome(loadVersion({ ...args('version'), params: { reviewId: draft } }))).status).toBe(200)
})

test('no preview holds any part of the score key', async () => {
  const bytes = JSON.stringify((await desk()).data)
  expect(bytes).not.toMatch(/KO-[A-Z]|"effects"|"knockouts":\[\{|dL/)
})

test('a move, an answer confirmed without JavaScript, and the way back', async () => {
  const before = await pinned()
  const toVersionId = (await desk()).data.desk.previews[0]?.toVersionId ?? ''
  expect((await send({ toVersionId }, 'priya')).status).toBe(404)
  expect((await send({ toVersionId: 'nonsense' })).status).toBe(422)
  expect((await send({ toVersionId: randomUUID() })).status).toBe(409)
  expect(await send({ toVersionId })).toMatchObject({ status: 302, to: `/reviews/${reviewId}/version` })
  expect(await pinned()).toBe(toVersionId)

  const section = async () =>
    (await outcome<{ view: SectionView }>(loadSection(args('questions/context', {}, { sectionId: 'context' })))).data
      .view
  expect(Object.keys((await section()).reconfirm)).toEqual(['context.surfaces'])
  expect((await section()).unfit).toHaveProperty([REACHED])
  const confirmed = await outcome(
    sendSection(args('questions/context', { form: { confirm: 'context.surfaces' } }, { sectionId: 'context' })),
  )
  expect(confirmed).toMatchObject({ status: 302, to: `/reviews/${reviewId}/questions/context#context.surfaces` })
  expect((await section()).reconfirm).toEqual({})

  const archive = await outcome<{ archived: ArchivedAnswer[] }>(loadArchive(args('version/answers', { as: 'ines' })))
  expect(archive.data.archived.map(({ questionKey }) => questionKey)).toEqual(['context.owner', REACHED])
  expect((await outcome(loadArchive(args('version/answers', { as: 'priya' })))).status).toBe(404)

  expect((await outcome<TasksView>(loadTasks(args('questions')))).data).toMatchObject({ moved: true, archived: 2 })
  const [move] = (await desk()).data.desk.done
  expect(move).toMatchObject({ to: '2.0.0', archived: 2, toReconfirm: 1, latest: true })
  expect((await send({ moveId: move?.moveId ?? '' })).status).toBe(302)
  expect(await pinned()).toBe(before)
  expect((await send({ moveId: move?.moveId ?? '' })).status).toBe(409)
})
