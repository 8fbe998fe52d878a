import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { disablePerson, revokeRole } from '#app/domain/people/index.server.ts'
import { DEMO_PASSWORD } from '#app/platform/auth/password-rules.ts'
import { contextOf } from '#app/platform/http/session.server.ts'
import { action, loader } from '#app/routes/sign-in.tsx'
import { action as signOut } from '#app/routes/sign-out.tsx'
import { answerOf, cookieOf, openPortal, PASSWORD } from '#tests/platform/auth/portal.ts'
import { freshDatabase, testDatabase } from '#tests/support/database.ts'

const { db } = await testDatabase()
const portal = await openPortal(db)
const demo = await openPortal((await freshDatabase()).db, { DEMO: true })
const ada = await portal.add({ roles: ['reviewer'] })
const reason = 'For this test only'

type Portal = typeof portal
type Init = { cookie?: string; headers?: Record<string, string>; form?: Record<string, string>; on?: Portal }

const args = (path: string, { cookie = '', headers = {}, form, on = portal }: Init = {}) => ({
  request: new Request(`http://portal.test${path}`, {
    headers: { cookie, ...headers },
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  }),
  context: on.context(),
  params: {},
})
const submit = async (form: Record<string, string>, on?: Portal) => {
  const answer = await action(args('/sign-in', { form, ...(on && { on }) }))
  if ('init' in answer)
    return { status: answer.init?.status, headers: new Headers(answer.init?.headers), data: answer.data }
  return { status: answer.status, headers: answer.headers, data: undefined }
}
const loaded = (path: string, init?: Init) => loader(args(path, init))

beforeEach(async () => {
  await db.execute(sql`delete from sign_in_failures`)
})

test('the right password leads to the page one wanted, with a session', async () => {
  const answer = await submit({ email: ada.email, password: PASSWORD, returnTo: '/reviews?page=2' })
  expect(answer.status).toBe(302)
  expect(answer.headers.get('location')).toBe('/reviews?page=2')
  const ctx = await contextOf(args('/reviews', { cookie: cookieOf(answer.headers.getSetCookie()) }))
  expect(ctx.actor).toMatchObject({ id: ada.id, roles: ['reviewer'] })
})

test('a way back that leads elsewhere leads home', async () => {
  const answer = await submit({ email: ada.email, password: PASSWORD, returnTo: '//evil.test' })
  expect(answer.headers.get('location')).toBe('/')
})

test('a stranger, a wrong password and a person whose access has ended are told the same', async () => {
  const gone = await portal.add()
  await disablePerson(portal.system(), { personId: gone.id, reason })
  const answers = await Promise.all([
    submit({ email: 'x@example.org', password: 'wrong password' }),
    submit({ email: ada.email, password: 'wrong password' }),
    submit({ email: gone.email, password: PASSWORD }),
  ])
  const withoutEmail = answers.map(({ status, data }) => ({ status, ...data, email: undefined }))
  expect(withoutEmail[1]).toEqual(withoutEmail[0])
  expect(withoutEmail[2]).toEqual(withoutEmail[0])
  expect(withoutEmail[0]).toMatchObject({ status: 422, fields: { password: expect.any(String) } })
  expect(answers.flatMap(({ headers }) => headers.getSetCookie())).toEqual([])
})

test('what was typed is kept, except the password', async () => {
  const { data } = await submit({ email: ada.email, password: 'wrong password' })
  expect(data?.email).toBe(ada.email)
  expect(JSON.stringify(data)).not.toContain('wrong password')
})

test('empty fields are each told what to write, and count as no try', async () => {
  const { status, data } = await submit({ email: 'ada', password: '' })
  expect(status).toBe(422)
  expect(Object.keys(data?.fields ?? {}).sort()).toEqual(['email', 'password'])
  expect(await db.execute(sql`select 1 from sign_in_failures`)).toHaveLength(0)
})

test('too many tries are told how long to wait', async () => {
  const ben = await portal.add()
  for (let i = 0; i < 10; i++) await submit({ email: ben.email, password: 'wrong password' })
  const { status, headers, data } = await submit({ email: ben.email, password: PASSWORD })
  expect(status).toBe(429)
  expect(headers.get('retry-after')).toBe('30')
  expect(data?.message).toContain('30 seconds')
})

test('a stranger is sent to the sign-in page, and back to where they were going', async () => {
  const answer = await answerOf(() => contextOf(args('/reviews/7?tab=scores')))
  expect(answer.status).toBe(302)
  expect(answer.headers.get('location')).toBe('/sign-in?returnTo=%2Freviews%2F7%3Ftab%3Dscores')
})

test('after a form, the way back is the page the form stood on', async () => {
  const form = { a: '1' }
  const from = (referer: string) =>
    answerOf(() => contextOf(args('/reviews/7/submission', { form, headers: { referer } })))
  expect((await from('http://portal.test/reviews/7')).headers.get('location')).toBe('/sign-in?returnTo=%2Freviews%2F7')
  expect((await from('http://evil.test/reviews/7')).headers.get('location')).toBe('/sign-in')
})

test('a script that saves answers gets 401 in words, not a page', async () => {
  const answer = await answerOf(() =>
    contextOf(args('/answers', { headers: { 'content-type': 'application/json' }, form: { a: '1' } })),
  )
  expect(answer.status).toBe(401)
  expect(await answer.json()).toMatchObject({ code: 'signed-out', reference: expect.any(String) })
})

test('whoever is signed in does not see the sign-in page', async () => {
  const cookie = await portal.enter(ada.email)
  const answer = await answerOf(() => loaded('/sign-in?returnTo=/reviews', { cookie }))
  expect(answer.headers.get('location')).toBe('/reviews')
})

test('a person whose access ends is a stranger on the very next request', async () => {
  const { id, email } = await portal.add()
  const cookie = await portal.enter(email)
  await contextOf(args('/', { cookie }))
  await disablePerson(portal.system(), { personId: id, reason })
  expect((await answerOf(() => contextOf(args('/', { cookie })))).status).toBe(302)
  expect(await db.execute(sql`select 1 from session s join people p using (user_id) where p.id = ${id}`)).toHaveLength(
    0,
  )
})

test('a role that is taken is gone on the very next request', async () => {
  const { id, email } = await portal.add({ roles: ['reviewer', 'analyst'] })
  const cookie = await portal.enter(email)
  expect((await contextOf(args('/', { cookie }))).actor.roles).toEqual(['analyst', 'reviewer'])
  await revokeRole(portal.system(), { personId: id, role: 'reviewer', reason })
  expect((await contextOf(args('/', { cookie }))).actor.roles).toEqual(['analyst'])
})

test('all loaders of one request share one look at the database', async () => {
  const one = args('/', { cookie: await portal.enter(ada.email) })
  const [first, second] = await Promise.all([contextOf(one), contextOf({ ...one, request: one.request.clone() })])
  expect(second).toBe(first)
})

test('signing out ends the session and lets the browser forget', async () => {
  const cookie = await portal.enter(ada.email)
  const answer = await signOut(args('/sign-out', { cookie, form: {} }))
  expect(answer.headers.get('location')).toBe('/sign-in?left')
  expect(answer.headers.get('clear-site-data')).toBe('"cache", "storage"')
  expect(answer.headers.getSetCookie()[0]).toMatch(/^plimsoll=;.*Max-Age=0/)
  expect((await answerOf(() => contextOf(args('/', { cookie })))).status).toBe(302)
})

test('the demo world shows its people, and one press signs in as one of them', async () => {
  const cast = await demo.add({ name: 'Maya', roles: ['submitter'], password: DEMO_PASSWORD, demo: true })
  await demo.add({ name: 'Not in the cast' })
  const page = await loaded('/sign-in', { on: demo })
  expect(page.demo?.people.map(({ name, roles }) => ({ name, roles }))).toEqual([
    { name: 'Maya', roles: ['submitter'] },
  ])
  const pressed = await submit({ person: cast.id, returnTo: '/' }, demo)
  expect(pressed.status).toBe(302)
  const ctx = await contextOf(args('/', { on: demo, cookie: cookieOf(pressed.headers.getSetCookie()) }))
  expect(ctx.actor.name).toBe('Maya')
})

test('one press does not sign in as anybody outside the demo world, nor as anybody outside its cast', async () => {
  const strayed = await portal.add({ password: DEMO_PASSWORD, demo: true })
  const pressed = await submit({ person: strayed.id })
  expect(pressed.status).toBe(404)
  expect(pressed.headers.getSetCookie()).toEqual([])
  expect((await loaded('/sign-in')).demo).toBeNull()

  const real = await demo.add()
  for (const person of [real.id, 'not-an-id', '']) expect((await submit({ person }, demo)).status, person).toBe(404)
})
