import { randomBytes } from 'node:crypto'
import { type Ctx, createContext } from '#app/domain/ctx.server.ts'
import type { Database } from '#app/platform/database.server.ts'
import { uuidv7 } from '#app/platform/ids.ts'

/** Who acts when the command line does: nobody's roles are borrowed, and the log says so. */
const SYSTEM = { kind: 'system', id: 'system', name: 'Plimsoll', roles: [], teamId: '', timeZone: 'UTC' } as const

/** The context in which the command line calls a command. */
export const systemContext = (db: Database): Ctx =>
  createContext({ db, now: () => new Date(), newId: () => uuidv7(Date.now(), randomBytes(10)) }, SYSTEM)
