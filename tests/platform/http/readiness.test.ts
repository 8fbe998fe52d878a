import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { createApp, createServices, serve } from '#app/entry.node.ts'
import { openDatabase } from '#app/platform/database.server.ts'
import { startEmbeddedPostgres } from '#app/platform/embedded-postgres/supervisor.server.ts'
import { createReadiness } from '#app/platform/http/readiness.server.ts'
import { migrate } from '#app/platform/migrate.server.ts'
import { temporaryFolder } from '#tests/support/folders.ts'
import { testEnv } from '#tests/support/portal.ts'
import { smallBuild } from './small-build.ts'

test('a database that stops costs a 503 in words, and the portal recovers by itself', { timeout: 60_000 }, async () => {
  const folder = temporaryFolder()
  let server = await startEmbeddedPostgres(folder)
  onTestFinished(() => server.stop())
  await migrate({ ownerUrl: server.url, role: 'plimsoll_app' })
  const { db, close } = openDatabase(server.url, { role: 'plimsoll_app' })
  const services = createServices(testEnv({ DATABASE_URL: server.url }), db)
  const readiness = createReadiness(db)
  const build = smallBuild({
    people: {
      default: () => null,
      loader: async () => ({ count: (await db.execute(sql`select count(*) from people`)).length }),
    },
  })
  const { url, stop } = await serve(createApp({ services, build, readiness }), { port: 0, host: '127.0.0.1' })
  onTestFinished(async () => {
    await stop()
    await close(1)
  })
  const statusOf = async (path: string) => (await fetch(url + path)).status
  expect([await statusOf('/ready'), await statusOf('/people')]).toEqual([200, 200])

  await server.stop()
  const began = performance.now()
  expect(await statusOf('/ready')).toBe(503)
  expect(performance.now() - began).toBeLessThan(5_000)
  expect(await statusOf('/health')).toBe(200)
  const page = await fetch(`${url}/people`)
  expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5'])
  expect(await page.text()).toMatch(/Answers you have typed are kept in the page/)
  const data = await fetch(`${url}/people.data`)
  expect([data.status, data.headers.get('retry-after')]).toEqual([503, '5'])

  server = await startEmbeddedPostgres(folder)
  await expect.poll(() => statusOf('/people'), { timeout: 10_000 }).toBe(200)
  expect(await statusOf('/ready')).toBe(200)

  readiness.stop()
  expect(await statusOf('/ready')).toBe(503)
})
