import { getTableColumns, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { type Auth, createAuth, createBetterAuth, SESSION_HOURS } from '#app/platform/auth/auth.server.ts'
import { DEMO_PASSWORD } from '#app/platform/auth/password-rules.ts'
import { isLostConnection } from '#app/platform/database.server.ts'
import { account, session, user, verification } from '#db/schema/auth.ts'
import { cloneDatabase, testDatabase } from '#tests/support/database.ts'
import { cookieOf, openPortal, PASSWORD } from './portal.ts'

const { db } = await testDatabase()
const portal = await openPortal(db)
const { auth } = portal.services
const ada = await portal.add()
const headersWith = (cookie: string) => new Headers({ cookie })
const attempt = (email: string, password: string, headers = new Headers()) =>
  auth.signIn({ email, password, address: '192.0.2.9', headers, now: portal.now })
const userIdOf = async (front: Auth, headers: Headers, now: Date) =>
  (await front.sessionUser(headers, now))?.[0]?.userId
const sessions = async () => (await db.execute(sql`select id from session`)).length

test('our tables are the ones the library reads and writes', async () => {
  const { tables: expected } = await createBetterAuth({ db, env: portal.services.env }).$context
  const tables = new Map<string, typeof user>(Object.entries({ account, session, user, verification }) as never)
  const ours = (name: string) => getTableColumns(tables.get(name) ?? user)
  for (const { modelName, fields } of Object.values(expected)) {
    const wanted = Object.entries(fields).map(([key, field]) => field.fieldName ?? key)
    expect(Object.keys(ours(modelName)), modelName).toEqual(expect.arrayContaining(wanted))
    for (const [key, { required }] of Object.entries(fields)) {
      if (required === false) expect(ours(modelName)[key as 'image'].notNull, `${modelName}.${key}`).toBe(false)
    }
  }
  expect(Object.keys(expected).sort()).toEqual([...tables.keys()])
})

test('the right password starts a session, in whatever capitals the address is typed', async () => {
  const cookie = await portal.enter(ada.email.toUpperCase())
  expect(await userIdOf(auth, headersWith(cookie), portal.now)).toBeTruthy()
})

test('a stranger and a wrong password get the same answer', async () => {
  const wrong = await attempt(ada.email, 'tide table eight')
  const unknown = await attempt('nobody@example.org', 'tide table eight')
  expect(wrong.ok).toBe(false)
  expect(unknown).toEqual(wrong)
})

test('a stranger and a wrong password cost about the same work', async () => {
  const timed = async (email: string) => {
    const start = performance.now()
    await attempt(email, 'tide table nine')
    return performance.now() - start
  }
  const pairs: { known: number; unknown: number }[] = []
  for (let i = 0; i < 4; i++) pairs.push({ known: await timed(ada.email), unknown: await timed('x@example.org') })
  const best = (key: 'known' | 'unknown') => Math.min(...pairs.map((pair) => pair[key]))
  // The hash dominates: without it one of them would be ten times quicker.
  expect(best('unknown') / best('known')).toBeGreaterThan(0.5)
  expect(best('unknown') / best('known')).toBeLessThan(2)
})

test('after ten failures even the right password waits, and then works again', async () => {
  const ben = await portal.add()
  for (let i = 0; i < 10; i++) await attempt(ben.email, 'wrong')
  const refused = await attempt(ben.email, PASSWORD)
  expect(refused).toMatchObject({ ok: false, problem: { code: 'throttled', detail: { retryAfter: 30 } } })
  portal.now = new Date(portal.now.getTime() + 30_000)
  expect((await attempt(ben.email, PASSWORD)).ok).toBe(true)
})

test('each sign-in has a session of its own, and ends the one this browser had', async () => {
  const first = await portal.enter(ada.email)
  const before = await sessions()
  const again = await attempt(ada.email, PASSWORD, headersWith(first))
  if (!again.ok) throw new Error(again.problem.message)
  expect(cookieOf(again.value.setCookie)).not.toBe(first)
  expect(await userIdOf(auth, headersWith(first), portal.now)).toBeUndefined()
  expect(await sessions()).toBe(before)
})

test('a cookie chosen by somebody else is never a session', async () => {
  const cookie = await portal.enter(ada.email)
  const [name, value = ''] = cookie.split('=')
  const token = decodeURIComponent(value).split('.')[0]
  const signature = decodeURIComponent(value).split('.')[1] ?? ''
  const changed = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1)
  const forgeries = ['', '.', '.AAAA', `.${changed}`, `x.${signature}`, `.${signature}${signature}`].map(
    (end) => `${token}${end}`,
  )
  for (const forged of [
    ...forgeries.map((one) => `${name}=${one}`),
    `${name}=`,
    `${name}=a.b`,
    `${name}=%E0%A4%A`,
    'plimsoll',
  ])
    expect(await userIdOf(auth, headersWith(forged), portal.now), forged).toBeUndefined()
})

test('a cookie is read as the library reads it, wherever it stands among others', async () => {
  const { api } = createBetterAuth({ db, env: portal.services.env })
  const cookie = await portal.enter(ada.email)
  for (const header of [
    cookie,
    `theme=dark; ${cookie}`,
    `${cookie};visited=x`,
    `xplimsoll=1; ${cookie}; theme=light`,
  ]) {
    const theirs = await api.getSession({ headers: headersWith(header) })
    expect(theirs?.user.id, header).toBeTruthy()
    expect(await userIdOf(auth, headersWith(header), portal.now), header).toBe(theirs?.user.id)
  }
  const other = createAuth({ db, env: { ...portal.services.env, SESSION_SECRET: 'a9'.repeat(20) } })
  expect(await userIdOf(other, headersWith(cookie), portal.now)).toBeUndefined()
})

test('signing out deletes the session: the cookie is worth nothing afterwards', async () => {
  const cookie = await portal.enter(ada.email)
  const before = await sessions()
  const [forget] = await auth.signOut(headersWith(cookie))
  expect(forget).toMatch(/^plimsoll=;.*Max-Age=0/)
  expect(await userIdOf(auth, headersWith(cookie), portal.now)).toBeUndefined()
  expect(await sessions()).toBe(before - 1)
})

test('a session ends twelve hours after sign-in, used or not', async () => {
  const cookie = await portal.enter(ada.email)
  const later = (ms: number) => new Date(Date.now() + SESSION_HOURS * 3_600_000 + ms)
  expect(await userIdOf(auth, headersWith(cookie), later(-60_000))).toBeTruthy()
  expect(await userIdOf(auth, headersWith(cookie), later(1_000))).toBeUndefined()
})

test('nobody signs themselves up', async () => {
  const { api, handler } = createBetterAuth({ db, env: portal.services.env })
  const body = { name: 'Eve', email: 'eve@example.org', password: PASSWORD }
  await expect(api.signUpEmail({ body })).rejects.toThrow(/sign up is not enabled/i)
  const answer = await handler(
    new Request('http://portal.test/api/auth/sign-up/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'http://portal.test' },
      body: JSON.stringify(body),
    }),
  )
  expect(answer.status).toBe(400)
  expect(await db.execute(sql`select 1 from "user" where email = 'eve@example.org'`)).toHaveLength(0)
})

test('over https the cookie is bound to this host and never sent in the clear', async () => {
  const secure = createAuth({ db, env: { ...portal.services.env, BASE_URL: 'https://portal.test' } })
  const started = await secure.signIn({
    ...{ email: ada.email, password: PASSWORD, address: '192.0.2.3' },
    ...{ headers: new Headers(), now: portal.now },
  })
  if (!started.ok) throw new Error(started.problem.message)
  const [cookie = ''] = started.value.setCookie
  expect(cookie).toMatch(/^__Host-plimsoll=/)
  for (const flag of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/', 'Max-Age=43200']) expect(cookie).toContain(flag)
  expect(cookie).not.toMatch(/domain/i)
  expect(await userIdOf(secure, headersWith(cookieOf(started.value.setCookie)), portal.now)).toBe(started.value.userId)
})

test('the demo password opens nothing in a real portal, even for an account that came with it', async () => {
  const dan = await portal.add({ password: DEMO_PASSWORD, demo: true })
  expect(await attempt(dan.email, DEMO_PASSWORD)).toMatchObject({ ok: false, problem: { code: 'wrong-credentials' } })
})

test('the database holds neither password nor a usable cookie', async () => {
  const cookie = await portal.enter(ada.email)
  const rows = await db.execute(
    sql`select row_to_json(a) as a from account a union all select row_to_json(s) from session s`,
  )
  expect(JSON.stringify(rows)).not.toContain(PASSWORD)
  expect(JSON.stringify(rows)).not.toContain(decodeURIComponent(cookie.split('=')[1] ?? ''))
})

test('a database that is away is said to be away: nobody is signed out or told a wrong password', async () => {
  const cookie = await portal.enter(ada.email)
  const { db: gone, close } = await cloneDatabase()
  const away = createAuth({ db: gone, env: portal.services.env })
  await close()
  const looking = await userIdOf(away, headersWith(cookie), portal.now).catch((error: unknown) => error)
  expect(isLostConnection(looking)).toBe(true)
  const entering = await away
    .signIn({ email: ada.email, password: PASSWORD, address: '192.0.2.1', headers: new Headers(), now: portal.now })
    .catch((error: unknown) => error)
  expect(isLostConnection(entering)).toBe(true)
  const leaving = await away.signOut(headersWith(cookie)).catch((error: unknown) => error)
  expect(isLostConnection(leaving)).toBe(true)
})
