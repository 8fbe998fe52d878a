import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { EnvError, readEnv, readSettings } from '#app/platform/env.server.ts'
import { temporaryFolder } from '#tests/support/folders.ts'

const folder = () => temporaryFolder()
const SECRET = '7f1d0c2b9a8e4f6d5c3b2a190817263544f3e2d1'
const URL_ = 'postgres://ada:pass@db.internal:5432/plimsoll'
const linesOf = (source: Record<string, string>) => {
  try {
    readEnv(source, 'postgres://embedded@127.0.0.1:1/plimsoll')
    return []
  } catch (error) {
    if (error instanceof EnvError) return error.lines
    throw error
  }
}

describe('the environment', () => {
  test('nothing set means the demo: embedded database, this machine only, a secret made once and kept', () => {
    const data = folder()
    const first = readEnv({ PLIMSOLL_DATA: data }, 'postgres://embedded@127.0.0.1:1/plimsoll')
    expect(first).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      BASE_URL: 'http://localhost:3000',
      DEMO: true,
      TRUST_PROXY: 0,
    })
    expect(first.SESSION_SECRET.length).toBeGreaterThanOrEqual(32)
    expect(readEnv({ PLIMSOLL_DATA: data }, first.DATABASE_URL).SESSION_SECRET).toBe(first.SESSION_SECRET)
    expect(statSync(join(data, 'session-secret')).mode & 0o777).toBe(0o600)
    expect(Object.isFrozen(first)).toBe(true)
  })

  test('a database of one’s own is never the demo', () => {
    expect(readEnv({ DATABASE_URL: URL_, PLIMSOLL_DATA: folder() })).toMatchObject({
      DEMO: false,
      DATABASE_OWNER_URL: URL_,
    })
  })

  test('production without its two essentials refuses, and names both', () => {
    const lines = linesOf({ NODE_ENV: 'production' })
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(/^DATABASE_URL is missing.*postgres:\/\/user:password@host/)
    expect(lines[1]).toMatch(/^SESSION_SECRET is missing.*openssl rand/)
  })

  test.each([
    ['PORT', '80a', /^PORT must be a port/],
    ['PORT', '70000', /^PORT must be a port/],
    ['BASE_URL', 'portal.example.org', /^BASE_URL must be an http/],
    ['BASE_URL', 'https://portal.example.org/tns', /^BASE_URL must be an http.*without a path/],
    ['DATABASE_URL', 'mysql://a@b/c', /^DATABASE_URL is not a PostgreSQL address/],
    ['SESSION_SECRET', 'short', /^SESSION_SECRET is too short/],
    ['SESSION_SECRET', 'please-change-me-please-change-me-please', /^SESSION_SECRET is a known default/],
    ['SESSION_SECRET', 'a'.repeat(40), /^SESSION_SECRET is a known default/],
    ['TRUST_PROXY', 'true', /^TRUST_PROXY must be the number/],
    ['LOG_LEVEL', 'loud', /^LOG_LEVEL must be one of/],
    ['NODE_ENV', 'prod', /^NODE_ENV must be production/],
  ])('%s=%s is one line that names it and says what to write', (name, value, line) => {
    const lines = linesOf({ [name]: value })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(line)
  })

  test('secrets may come from files; a file that is missing or a double is named', () => {
    const file = join(folder(), 'secret')
    writeFileSync(file, `${SECRET}\n`)
    const settings = readSettings({ SESSION_SECRET_FILE: file, DATABASE_URL: URL_ })
    expect(settings.SESSION_SECRET).toBe(SECRET)
    expect(linesOf({ SESSION_SECRET_FILE: '/nowhere/at-all' })[0]).toMatch(
      /SESSION_SECRET_FILE names a file that is not there/,
    )
    expect(linesOf({ SESSION_SECRET_FILE: file, SESSION_SECRET: SECRET })[0]).toMatch(/both set/)
  })

  test('an error never repeats a secret', () => {
    expect(linesOf({ DATABASE_URL: 'mysql://ada:hunter2@b/c', SESSION_SECRET: 'hunter2' }).join()).not.toContain(
      'hunter2',
    )
  })

  test('.env.example explains every variable', () => {
    const example = readFileSync('.env.example', 'utf8')
    const names = Object.keys(readEnv({ DATABASE_URL: URL_, PLIMSOLL_DATA: folder() })).filter(
      (name) => name !== 'DEMO',
    )
    expect(names.filter((name) => !example.includes(`${name}=`))).toEqual([])
  })
})
