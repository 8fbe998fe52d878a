import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { EntryContext, ServerBuild } from '@remix-run/node'
import { eq } from 'drizzle-orm'
import { openDatabase } from '#app/platform/database.server.ts'
import { uuidv7 } from '#app/platform/ids.ts'
import { launches, reviews } from '#db/schema/reviews.ts'
import { emailOf } from '#db/seed/cast.ts'
import { seed } from '#db/seed/run.ts'
import { inDatabase, startTestCluster } from '#tests/support/cluster.ts'
import { temporaryFolder } from '#tests/support/folders.ts'

/**
 * A questionnaire page as a submitter opens it. Server CPU per page (gate, session, rights, loaders, rendering, sending; PostgreSQL is
 * another process) beside raw `renderToString` of the same tree with the same data; and what its browser code weighs.
 * Needs the built pages: `npm run build`.
 */

const GOAL = { ratio: 5, kilobytes: 140 }
const PAGES = 60
const ROUNDS = 7
const WARM_UP = 40
const SECTION = 'contact'

export type PageReport = {
  bench: 'page'
  goal: string
  cpuMilliseconds: { page: number; renderToString: number }
  ratio: number
  html: { bytes: number }
  script: { gzipKilobytes: number; files: number }
  met: { ratio: boolean; script: boolean }
}

export async function run(): Promise<PageReport> {
  process.env.NODE_ENV = 'production'
  const { cluster, stop } = await startTestCluster()
  const url = inDatabase(cluster.ownerUrl, cluster.template)
  const { db, close } = openDatabase(url, { max: 4, role: 'plimsoll_app', applicationName: 'plimsoll bench' })
  // React chooses its fast half when it is first loaded, so everything that loads it comes after the line above.
  const { createApp, createServices, serve } = await import('#app/entry.node.ts')
  const { readEnv } = await import('#app/platform/env.server.ts')
  const { createElement } = await import('react')
  const { renderToString } = await import('react-dom/server')
  const { RemixServer } = await import('@remix-run/react')
  try {
    await seed({ db, now: () => new Date(), newId: () => uuidv7(Date.now(), randomBytes(10)) })
    const env = readEnv(
      { NODE_ENV: 'test', LOG_LEVEL: 'silent', PLIMSOLL_DATA: temporaryFolder(), BASE_URL: 'http://portal.test' },
      url,
    )
    const captured: { context?: EntryContext } = {}
    const build = listeningBuild((await import(pathToFileURL('build/server/index.js').href)) as ServerBuild, captured)
    const serving = await serve(createApp({ services: createServices(env, db), build, clientFolder: 'build/client' }), {
      port: 0,
      host: '127.0.0.1',
    })
    const cookie = await signIn(serving.url)
    const [review] = await db
      .select({ id: reviews.id })
      .from(reviews)
      .innerJoin(launches, eq(launches.id, reviews.launchId))
      .where(eq(launches.title, 'Raid Boost'))
    const path = `/reviews/${review?.id}/questions/${SECTION}`
    const get = async () => {
      const answer = await fetch(`${serving.url}${path}`, { headers: { cookie } })
      const text = await answer.text()
      if (answer.status !== 200) throw new Error(`the page answers ${answer.status}`)
      return text
    }
    const html = await get()
    const context = { ...captured.context, serverHandoffStream: undefined } as EntryContext
    const raw = () => renderToString(createElement(RemixServer, { context, url: `http://portal.test${path}` }))
    if (!raw().includes('<fieldset')) throw new Error('the raw rendering is not the page')

    const ratios: number[] = []
    const page: number[] = []
    const string: number[] = []
    const visitor = startVisitor(`${serving.url}${path}`, cookie)
    await visitor.visit(WARM_UP)
    for (let turn = 0; turn < WARM_UP; turn++) raw()
    for (let round = 0; round < ROUNDS; round++) {
      const one = await cpuOf(() => visitor.visit(PAGES))
      const other = await cpuOf(() => {
        for (let turn = 0; turn < PAGES; turn++) raw()
      })
      page.push(one)
      string.push(other)
      ratios.push(one / other)
    }
    visitor.leave()
    const script = await scriptWeight(serving.url, html)
    serving.server.closeAllConnections()
    await serving.stop()
    const ratio = median(ratios)
    return {
      bench: 'page',
      goal: `CPU ≤ ${GOAL.ratio} × renderToString, browser code ≤ ${GOAL.kilobytes} kB gzip`,
      cpuMilliseconds: { page: round(median(page)), renderToString: round(median(string)) },
      ratio: round(ratio),
      html: { bytes: html.length },
      script,
      met: { ratio: ratio <= GOAL.ratio, script: script.gzipKilobytes <= GOAL.kilobytes },
    }
  } finally {
    await close(1)
    await stop()
  }
}

export function print({ goal, cpuMilliseconds, ratio, html, script, met }: PageReport): string {
  return [
    `A questionnaire page; ${goal}`,
    `${met.ratio ? 'met   ' : 'MISSED'} server CPU ${cpuMilliseconds.page} ms a page, renderToString ${cpuMilliseconds.renderToString} ms: ${ratio} ×  (${html.bytes} bytes of HTML)`,
    `${met.script ? 'met   ' : 'MISSED'} browser code ${script.gzipKilobytes} kB gzip in ${script.files} files`,
  ].join('\n')
}

/** The same build, telling what Remix renders. */
function listeningBuild(build: ServerBuild, captured: { context?: EntryContext }): ServerBuild {
  const render = build.entry.module.default
  const listening: typeof render = (...args) => {
    captured.context = args[3]
    return render(...args)
  }
  return { ...build, entry: { module: { ...build.entry.module, default: listening } } }
}

async function signIn(url: string): Promise<string> {
  const { DEMO_PASSWORD } = await import('#app/platform/auth/password-rules.ts')
  const answer = await fetch(`${url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: 'http://portal.test', 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ email: emailOf('tomas'), password: DEMO_PASSWORD, returnTo: '/' }),
  })
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  if (!cookie) throw new Error(`sign-in answers ${answer.status}`)
  return cookie
}

/** Opens the page from a process of its own, so that neither the visitor's work nor starting it is counted as the server's. */
function startVisitor(url: string, cookie: string) {
  const script = `
    const [url, cookie] = process.argv.slice(1)
    process.on('message', async (times) => {
      for (let i = 0; i < times; i++) {
        const answer = await fetch(url, { headers: { cookie, 'accept-encoding': 'gzip' } })
        if (answer.status !== 200) process.exit(1)
        await answer.arrayBuffer()
      }
      process.send('done')
    })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, url, cookie], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const lost = new Promise<never>((_, reject) => child.once('exit', () => reject(new Error('the visitor got no page'))))
  lost.catch(() => {})
  return {
    visit: (times: number) => {
      child.send(times)
      return Promise.race([lost, once(child, 'message')])
    },
    leave: () => child.kill(),
  }
}

/** CPU milliseconds of this process for one page of the work. */
async function cpuOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / PAGES
}

/** Every script the page names or preloads. */
async function scriptWeight(url: string, html: string): Promise<{ gzipKilobytes: number; files: number }> {
  const files = new Set([...html.matchAll(/\/assets\/[\w.$-]+\.js/g)].map(([file]) => file))
  const weights = await Promise.all(
    [...files].map(async (file) => gzipSync(Buffer.from(await (await fetch(`${url}${file}`)).arrayBuffer())).length),
  )
  return { gzipKilobytes: round(weights.reduce((sum, weight) => sum + weight, 0) / 1000), files: files.size }
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const round = (value: number): number => Math.round(value * 100) / 100
