import { beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '#app/domain/people/index.server.ts'
import { versionFor } from '#app/domain/rubric-versions/index.server.ts'
import { emailOf, type PersonKey } from '#db/seed/cast.ts'
import { expectOk } from '#db/seed/stage.ts'
import { secretsOf } from '#tests/domain/rubric-versions/score-key.ts'
import { cookieOf } from '#tests/platform/auth/portal.ts'
import { buildWorld } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { builtPages, testPortal } from '#tests/support/portal.ts'

/** The words of the score key are the canaries: whatever a browser is sent is searched for them, byte by byte. */
const { db } = await testDatabase()
const portal = await testPortal({ ...(await builtPages()), demo: true })
const KEYS = ['launch-triage', 'launch-full', 'conduct-intake', 'genai'] as const
const cookies = new Map<string, string>()

beforeAll(async () => {
  await buildWorld(db)
  for (const person of ['maya', 'bruno', 'nora', 'sofia', 'ines', 'grace'] as const) {
    const attempt = { email: emailOf(person), password: DEMO_PASSWORD, address: '192.0.2.1', headers: new Headers() }
    const started = expectOk(await portal.services.auth.signIn({ ...attempt, now: portal.services.now() }))
    cookies.set(person, cookieOf(started.setCookie))
  }
}, 120_000)

async function get(person: PersonKey, path: string) {
  const answer = await fetch(`${portal.url}${path}`, {
    redirect: 'manual',
    headers: { cookie: cookies.get(person) ?? '' },
  })
  return { status: answer.status, text: unescaped(await answer.text()) }
}

/** As a reader sees it, whichever way it was written into the page or its data. */
const unescaped = (text: string) =>
  text.replaceAll(/\\+"/g, '"').replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&')

const OPEN = ['', '?as=answerer', '/changes', '/used-by']
const SHUT = ['?as=reviewer', '/rules', '/try', '/scenarios/calm-t3', '/scenarios/t2-ai']
/** The page and its data. */
const bothWays = (path: string): string[] => {
  const [place = '', search] = path.split('?')
  return [path, `${place}.data${search ? `?${search}` : ''}`]
}

test.each(['maya', 'bruno', 'nora', 'sofia'] as const)(
  '%s is sent no word of what makes a level or stops a launch',
  async (person) => {
    const wrong: string[] = []
    for (const key of KEYS) {
      const secrets = await secretsOf(db, key, '1.0.0')
      const base = `/rubrics/${key}/1.0.0`
      const open = ['/rubrics', '/rubrics/coverage', `/rubrics/${key}`, ...OPEN.map((rest) => `${base}${rest}`)]
      const asked = [...open, ...SHUT.map((rest) => `${base}${rest}`)].flatMap(bothWays)
      for (const path of asked) {
        const { status, text } = await get(person, path)
        const shut = SHUT.some((rest) => path.replace('.data', '').endsWith(rest))
        if (shut && status !== 404) wrong.push(`${path}: ${status}`)
        if (!shut && status >= 400) wrong.push(`${path}: ${status}`)
        for (const secret of secrets) if (text.includes(secret)) wrong.push(`${path} tells ‘${secret}’`)
        for (const field of ['"knockouts"', '"effects"', '"dL"', '"dS"', '"dimension"', '"tiers"', '"wide_scope_when"'])
          if (text.includes(field)) wrong.push(`${path} holds ${field}`)
      }
    }
    expect(wrong).toEqual([])
  },
  60_000,
)

test.each(['ines', 'grace'] as const)(
  '%s finds it where it belongs: the canaries would be seen',
  async (person) => {
    for (const key of KEYS) {
      const secrets = await secretsOf(db, key, '1.0.0')
      const pages = await Promise.all(
        ['?as=reviewer', '/rules', '/try'].map((rest) => get(person, `/rubrics/${key}/1.0.0${rest}`)),
      )
      expect(pages.map(({ status }) => status)).toEqual([200, 200, 200])
      const told = pages.map(({ text }) => text).join('')
      const seen = secrets.filter((secret) => told.includes(secret))
      expect(seen.length / secrets.length, key).toBeGreaterThan(0.9)
    }
  },
  60_000,
)

test('a version, a rubric or a scenario that is not there is not found, and nothing breaks', async () => {
  const stored = await versionFor(db, 'launch-full', '1.0.0')
  const none = ['/rubrics/nothing', '/rubrics/launch-full/9.9.9', `/rubrics/launch-full/${stored?.id}`]
  const odd = [
    '/rubrics/launch-full/1.0.0/changes?from=9.9.9',
    '/rubrics/launch-full/1.0.0/scenarios/..%2F..%2F..%2Fpackage',
    '/rubrics/__proto__/1.0.0',
    '/rubrics/launch-full/%00',
  ]
  for (const path of [...none, ...odd])
    for (const way of bothWays(path)) expect((await get('ines', way)).status, way).toBe(404)
  expect((await get('ines', '/rubrics/launch-full/1.0.0/used-by?after=nonsense')).status).toBe(200)
})
