import { randomUUID } from 'node:crypto'
import { eq, inArray } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { DEMO_PASSWORD, disablePerson } from '#app/domain/people/index.server.ts'
import { auditHeads } from '#db/schema/audit.ts'
import { reviews } from '#db/schema/reviews.ts'
import { emailOf, type PersonKey } from '#db/seed/cast.ts'
import { expectOk } from '#db/seed/stage.ts'
import { cookieOf } from '#tests/platform/auth/portal.ts'
import { buildWorld, type World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { builtPages, testPortal } from '#tests/support/portal.ts'
import { CANARIES, KINDS, type Kind, plantDecided, plantDraft } from './canaries.ts'

const { db } = await testDatabase()
const pages = await builtPages()
const portal = await testPortal({ ...pages, demo: true })

type Route = { id: string; path: string; params: string[] }
/** Every page and every address of the build: a new one is crawled without a word here. */
const routes: Route[] = Object.values(pages.build.routes)
  .flatMap((route) => (route ? [route] : []))
  .filter(({ path, index }) => path !== undefined || index)
  .map(({ id }) => ({ id, path: fullPath(id) }))
  .map((route) => ({ ...route, params: [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name) }))

function fullPath(id: string | undefined): string {
  const route = id === undefined ? undefined : pages.build.routes[id]
  if (!route) return ''
  const own = route.path === '*' ? 'nowhere/at/all' : (route.path ?? '')
  return `${fullPath(route.parentId).replace(/\/$/, '')}/${own}`
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
const FORMS = ['document', 'data', 'leaf'] as const
type Ask = {
  route: Route
  method: (typeof METHODS)[number]
  form: (typeof FORMS)[number]
  review: string
  launch: string
}

let world: World
const cookies = new Map<string, string>()
let decided = { review: '', launch: '' }
let draft = { review: '', launch: '' }
const absent = { review: randomUUID(), launch: randomUUID() }
let asked = 0

beforeAll(async () => {
  world = await buildWorld(db)
  decided = await placeOf(await plantDecided(world, db))
  draft = await placeOf(await plantDraft(world))
  for (const person of ['maya', 'kofi', 'jonas', 'priya', 'ines', 'nora', 'bruno', 'sofia', 'yusuf'] as const)
    await signIn(person)
  // Yusuf's access ends while he is signed in: his cookie opens nothing any more.
  const system = world.asking('nora', undefined, { kind: 'system', id: 'system', roles: [] })
  expectOk(await disablePerson(system, { personId: world.personId('yusuf'), reason: 'Left.' }))
}, 120_000)

async function placeOf(review: string) {
  const [row] = await db.select({ launch: reviews.launchId }).from(reviews).where(eq(reviews.id, review))
  return { review, launch: row?.launch ?? '' }
}

async function signIn(person: PersonKey) {
  const attempt = { email: emailOf(person), password: DEMO_PASSWORD, address: '192.0.2.1', headers: new Headers() }
  const started = expectOk(await portal.services.auth.signIn({ ...attempt, now: portal.services.now() }))
  cookies.set(person, cookieOf(started.setCookie))
}

const FIELDS = {
  ...{ act: 'take', outcome: 'block', reason: 'x', reasons: 'x', note: 'x', tier: 'T4', harm: 'HAR-1', title: 'x' },
  ...{ questionKey: 'context.owner', questions: 'context.owner', version: '0', theme: 'dark', overrideReason: '' },
}

function addressOf({ route, form, review, launch }: Ask): string {
  const values: Record<string, string> = {
    reviewId: review,
    launchId: launch,
    sectionId: 'context',
    questionKey: 'context.owner',
  }
  const path = route.path.replace(/:(\w+)\??/g, (_, name: string) => encodeURIComponent(values[name] ?? review))
  if (form === 'document') return path
  const data = `${path === '/' ? '/_root' : path.replace(/\/$/, '')}.data`
  return form === 'data' ? data : `${data}?_routes=${encodeURIComponent(route.id)}`
}

async function send(
  who: string | undefined,
  path: string,
  method: string,
): Promise<{ status: number; body: string; location: string }> {
  asked++
  const json = path.includes('/answers/')
  const writes = method !== 'GET' && method !== 'HEAD'
  const body = json
    ? JSON.stringify({ answer: { state: 'answered', value: 'x' }, version: 0, writer: world.personId('priya') })
    : new URLSearchParams({ ...FIELDS, onceKey: randomUUID() }).toString()
  const answer = await fetch(`${portal.url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      origin: 'http://portal.test',
      ...(who === undefined ? {} : { cookie: cookies.get(who) ?? '' }),
      ...(writes && { 'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded' }),
    },
    ...(writes && { body }),
  })
  return { status: answer.status, body: await answer.text(), location: answer.headers.get('location') ?? '' }
}

const words = (kinds: readonly Kind[]) => kinds.flatMap((kind) => CANARIES[kind] as readonly string[])
/** What differs from one request to the next, and the id that was asked for: nothing else may tell two answers apart. */
const bare = (text: string, place: { review: string; launch: string }) =>
  [place.review, place.launch]
    .reduce((rest, id) => rest.replaceAll(id, 'ID').replaceAll(encodeURIComponent(id), 'ID'), text)
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'REF')
    .replace(/nonce="[^"]*"|nonce\\?":\s*\\?"[^"\\]*\\?"/g, 'NONCE')
    .replace(/\b20\d\d-\d\d-\d\dT[\d:.]+Z|\b1[78]\d{11}\b/g, 'NOW')

const withParams = routes.filter(({ params }) => params.includes('reviewId') || params.includes('launchId'))
const everyAsk = (route: Route, place: { review: string; launch: string }): Ask[] =>
  METHODS.flatMap((method) =>
    FORMS.filter((form) => form === 'document' || method !== 'HEAD').map((form) => ({ route, method, form, ...place })),
  )

async function inBatches<T>(items: readonly T[], work: (item: T) => Promise<void>) {
  const rest = [...items]
  const next = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: 6 }, next))
}

test('there are routes to crawl, all of them below the portal’s address', () => {
  expect(withParams.length).toBeGreaterThan(15)
  expect(routes.every(({ path }) => path.startsWith('/'))).toBe(true)
})

describe('a review one may not know of is answered like one that does not exist', () => {
  test.each<[string, string | undefined, () => { review: string; launch: string }]>([
    ['the submitter of another team', 'priya', () => decided],
    ['the administrator', 'nora', () => decided],
    ['a partnerships manager', 'bruno', () => decided],
    ['a reviewer, while it is a draft', 'ines', () => draft],
    ['somebody whose access has ended', 'yusuf', () => decided],
    ['a stranger', undefined, () => decided],
  ])(
    '%s',
    async (_, who, place) => {
      const foreign = place()
      const streams = [`review:${foreign.review}`, `launch:${foreign.launch}`]
      const heads = () =>
        db.select().from(auditHeads).where(inArray(auditHeads.stream, streams)).orderBy(auditHeads.stream)
      const before = await heads()
      const wrong: string[] = []
      const asks = withParams.flatMap((route) => everyAsk(route, foreign))
      await inBatches(asks, async (ask) => {
        const name = `${ask.method} ${addressOf(ask)}`
        const theirs = await send(who, addressOf(ask), ask.method)
        const nobodys = await send(who, addressOf({ ...ask, ...absent }), ask.method)
        if (theirs.status !== nobodys.status) wrong.push(`${name}: ${theirs.status}, but ${nobodys.status} for none`)
        else if (bare(theirs.body, foreign) !== bare(nobodys.body, absent)) wrong.push(`${name}: the body differs`)
        if (bare(theirs.location, foreign) !== bare(nobodys.location, absent)) wrong.push(`${name}: leads elsewhere`)
        if (theirs.status >= 500) wrong.push(`${name}: ${theirs.status}`)
        const told = words(KINDS).find((word) => theirs.body.includes(word) || theirs.location.includes(word))
        if (told) wrong.push(`${name}: tells ‘${told}’`)
      })
      expect(wrong).toEqual([])
      expect(await heads()).toEqual(before)
    },
    60_000,
  )
})

describe('a review one may read tells no more than one may know', () => {
  test.each<[string, PersonKey, readonly Kind[], readonly Kind[]]>([
    [
      'the submitter: no single score, no reason for overruling the rules',
      'maya',
      ['scores', 'override'],
      ['launch', 'answers'],
    ],
    [
      'the lead and administrator of the submitting team: the same',
      'kofi',
      ['scores', 'override'],
      ['launch', 'answers'],
    ],
    [
      'an incident manager: no answers and no scores',
      'sofia',
      ['answers', 'scores', 'override'],
      ['launch', 'decision'],
    ],
  ])(
    '%s',
    async (_, who, shut, open) => {
      const wrong: string[] = []
      const seen = new Set<string>()
      const asks = withParams.flatMap((route) => FORMS.map((form): Ask => ({ route, method: 'GET', form, ...decided })))
      await inBatches(asks, async (ask) => {
        const { body, status } = await send(who, addressOf(ask), 'GET')
        if (status >= 500) wrong.push(`${addressOf(ask)}: ${status}`)
        const told = words(shut).find((word) => body.includes(word))
        if (told) wrong.push(`${addressOf(ask)}: tells ‘${told}’`)
        for (const kind of KINDS) if (words([kind]).some((word) => body.includes(word))) seen.add(kind)
      })
      expect(wrong).toEqual([])
      // The crawl looks in the right places: what one may know is found there.
      expect([...seen]).toEqual(expect.arrayContaining([...open]))
    },
    60_000,
  )
})

test('an id that is none, and pages without one, never break and never tell', async () => {
  const wrong: string[] = []
  const malformed = [`1' or '1'='1`, 'L-12', '%00', '..%2F..', decided.review.toUpperCase()]
  const asks = [
    ...withParams.flatMap((route) =>
      malformed.flatMap((id) =>
        (['GET', 'POST'] as const).map((method): Ask => ({ route, method, form: 'data', review: id, launch: id })),
      ),
    ),
    ...routes.filter((route) => !withParams.includes(route)).flatMap((route) => everyAsk(route, absent)),
  ].filter(({ route, method }) => route.path !== '/sign-out' || method === 'GET')
  await inBatches(asks, async (ask) => {
    const { status, body } = await send('priya', addressOf(ask), ask.method)
    if (status >= 500) wrong.push(`${ask.method} ${addressOf(ask)}: ${status}`)
    const told = words(KINDS).find((word) => body.includes(word))
    if (told) wrong.push(`${ask.method} ${addressOf(ask)}: tells ‘${told}’`)
  })
  expect(wrong).toEqual([])
}, 60_000)

test('the old way to call one loader alone is shut at the gate, for everybody and every address', async () => {
  const wrong: string[] = []
  const asks = routes.flatMap((route) =>
    METHODS.map((method): Ask => ({ route, method, form: 'document', ...decided })),
  )
  await inBatches(asks, async (ask) => {
    for (const who of ['maya', undefined]) {
      const { status, body } = await send(
        who,
        `${addressOf(ask)}?_data=${encodeURIComponent(ask.route.id)}`,
        ask.method,
      )
      if (status !== 400) wrong.push(`${ask.method} ${addressOf(ask)}: ${status}`)
      if (words(KINDS).some((word) => body.includes(word))) wrong.push(`${ask.method} ${addressOf(ask)} tells`)
    }
  })
  expect(wrong).toEqual([])
  expect(asked).toBeGreaterThan(3_000)
}, 60_000)
