import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as z from 'zod'

/** Everything the outside world may set, read once at the start and never changed. `.env.example` explains each in words. */
export type Env = Readonly<{
  NODE_ENV: 'production' | 'development' | 'test'
  /** What the running portal connects with. */
  DATABASE_URL: string
  /** Who migrates and owns the tables; the same as DATABASE_URL unless two accounts are kept apart. */
  DATABASE_OWNER_URL: string
  PORT: number
  HOST: string
  /** Where people reach the portal, without a slash at the end. */
  BASE_URL: string
  SESSION_SECRET: string
  /** How many proxies in front of us may be believed about the client's address; 0 believes nobody. */
  TRUST_PROXY: number
  LOG_LEVEL: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  /** The folder for what the portal keeps beside the database; with the embedded database, that too. */
  PLIMSOLL_DATA: string
  /** True only on the embedded database: the demo people may be signed in with one click. */
  DEMO: boolean
}>

/** One line per wrong variable: its name, what is wrong and what to write. */
export class EnvError extends Error {
  override name = 'EnvError'
  readonly lines: readonly string[]
  constructor(lines: readonly string[]) {
    super(lines.join('\n'))
    this.lines = lines
  }
}

type Source = Readonly<Record<string, string | undefined>>

const SECRETS = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'SESSION_SECRET'] as const
const KNOWN_SECRETS = /change.?me|secret.{0,3}secret|your.?secret|example|^(.)\1+$|^(0123456789|abcdefgh|password)/i
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const databaseUrl = z
  .string()
  .refine(isPostgresUrl, 'is not a PostgreSQL address: write postgres://user:password@host:5432/name')

const Variables = z.object({
  NODE_ENV: z
    .enum(['production', 'development', 'test'], { error: 'must be production, development or test' })
    .default('development'),
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_OWNER_URL: databaseUrl.optional(),
  PORT: wholeNumber(1, 65535, 'must be a port between 1 and 65535 (3000)').default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  BASE_URL: z
    .string()
    .refine(isBaseUrl, 'must be an http or https address without a path (https://portal.example.org)')
    .optional(),
  SESSION_SECRET: z
    .string()
    .min(32, 'is too short: write at least 32 random characters (openssl rand -hex 32)')
    .refine((text) => !KNOWN_SECRETS.test(text), 'is a known default: write your own (openssl rand -hex 32)')
    .optional(),
  TRUST_PROXY: wholeNumber(0, 10, 'must be the number of proxies in front of the portal, 0 to 10').default(0),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).optional(),
  PLIMSOLL_DATA: z.string().min(1).default('.plimsoll'),
})

/** What is set, before it is known whether an embedded database will fill the gap. */
export type Settings = Readonly<z.output<typeof Variables>>

/** Reads and checks the variables; throws an EnvError that names every wrong one. */
export function readSettings(source: Source): Settings {
  const { values, lines } = withSecretFiles(source)
  const parsed = Variables.safeParse(values)
  if (!parsed.success) for (const issue of parsed.error.issues) lines.push(`${issue.path.join('.')} ${issue.message}`)
  if (values.NODE_ENV === 'production') {
    if (!values.DATABASE_URL)
      lines.push(
        'DATABASE_URL is missing: in production the portal keeps its data in your PostgreSQL (15 or newer), never in the ' +
          'embedded one. Write DATABASE_URL=postgres://user:password@host:5432/name, or leave NODE_ENV unset to try the demo',
      )
    if (!values.SESSION_SECRET)
      lines.push('SESSION_SECRET is missing: write at least 32 random characters (openssl rand -hex 32)')
  }
  if (lines.length > 0 || !parsed.success) throw new EnvError(lines)
  return Object.freeze({ ...parsed.data, PLIMSOLL_DATA: resolve(parsed.data.PLIMSOLL_DATA) })
}

/** The complete, frozen environment. `embeddedUrl` is the address of the embedded database, when it is the one in use. */
export function readEnv(source: Source, embeddedUrl?: string): Env {
  const settings = readSettings(source)
  const DATABASE_URL = settings.DATABASE_URL ?? embeddedUrl
  if (!DATABASE_URL)
    throw new EnvError(['DATABASE_URL is missing and no embedded database was started: npm start does both'])
  const DEMO = settings.DATABASE_URL === undefined
  return Object.freeze({
    ...settings,
    DATABASE_URL,
    DATABASE_OWNER_URL: settings.DATABASE_OWNER_URL ?? DATABASE_URL,
    BASE_URL: (settings.BASE_URL ?? `http://localhost:${settings.PORT}`).replace(/\/$/, ''),
    // The demo's terminal belongs to the person who tries it, not to a log collector.
    LOG_LEVEL: settings.LOG_LEVEL ?? (DEMO ? 'warn' : 'info'),
    SESSION_SECRET: settings.SESSION_SECRET ?? keptSecret(settings.PLIMSOLL_DATA),
    DEMO,
  })
}

function withSecretFiles(source: Source) {
  const values: Record<string, string | undefined> = {}
  const lines: string[] = []
  // An empty variable means "not set": that is how compose files and shells leave one out.
  for (const [name, value] of Object.entries(source)) if (value !== '') values[name] = value
  for (const name of SECRETS) {
    const path = values[`${name}_FILE`]
    if (path === undefined) continue
    if (values[name] !== undefined) lines.push(`${name} and ${name}_FILE are both set: keep one of them`)
    else if (!existsSync(path)) lines.push(`${name}_FILE names a file that is not there: ${path}`)
    else values[name] = readFileSync(path, 'utf8').trim()
  }
  return { values, lines }
}

function keptSecret(folder: string): string {
  const path = join(folder, 'session-secret')
  if (existsSync(path)) return readFileSync(path, 'utf8').trim()
  mkdirSync(folder, { recursive: true })
  const secret = randomBytes(32).toString('hex')
  writeFileSync(path, `${secret}\n`, { mode: 0o600 })
  chmodSync(path, 0o600)
  return secret
}

function wholeNumber(min: number, max: number, message: string) {
  return z
    .string()
    .regex(/^\d{1,5}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message)
}

function isPostgresUrl(text: string): boolean {
  return URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol)
}

function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.username === ''
}
