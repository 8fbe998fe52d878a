import { AsyncLocalStorage } from 'node:async_hooks'
import type { Actor } from '#app/platform/access/actor.ts'
import { type RecordEvent, recorder } from '#app/platform/audit/recorder.server.ts'
import type { Database } from '#app/platform/database.server.ts'
import type { Services } from '#app/platform/services.server.ts'
import { type Events, events } from './events.ts'
import { abilityFor, type ProductAbility } from './policies.ts'

type Given = {
  actor: Actor
  ability: ProductAbility
  /** Fixed when the context was made: one request happens at one moment. */
  now: Date
  newId: () => string
}

/** A connection inside a transaction. */
export type TxDatabase = Parameters<Parameters<Database['transaction']>[0]>[0]

/** What every query is given: a context, or the transaction of a command. */
export type Reading = Given & { db: Database | TxDatabase }

/** What every command is given. */
export type Ctx = Given & {
  /** For reads outside a transaction. Inside one it throws: a second connection could wait for the first for ever. */
  readonly db: Database
  /** Runs the work and commits it with its events. A problem as result, or a throw, leaves nothing behind. */
  transaction: <R>(work: (tx: Tx) => Promise<R>) => Promise<R>
}

/** Where things change. Only here can events be recorded. */
export type Tx = Given & { db: TxDatabase; record: RecordEvent<Events> }

const working = new AsyncLocalStorage<true>()

/** One context per request, job or command line call. */
export function createContext(services: Pick<Services, 'db' | 'now' | 'newId'>, actor: Actor): Ctx {
  const given: Given = { actor, ability: abilityFor(actor), now: services.now(), newId: services.newId }
  const outside = (): Database => {
    if (working.getStore()) throw new Error('Inside a transaction, use tx.db; a command does not call another command')
    return services.db
  }
  const forget = () => kept.set(ctx, new Map())
  const ctx: Ctx = {
    ...given,
    get db() {
      return outside()
    },
    transaction: async (work) => {
      try {
        return await transact(outside(), given, work)
      } finally {
        forget()
      }
    },
  }
  forget()
  return ctx
}

const kept = new WeakMap<object, Map<string, Promise<unknown>>>()

/** Reads once per context what several loaders of a page ask for. A transaction reads anew, and so does everything after one. */
export function readOnce<T>(reading: Reading, key: string, read: () => Promise<T>): Promise<T> {
  const known = kept.get(reading)
  if (!known) return read()
  const before = known.get(key) as Promise<T> | undefined
  if (before) return before
  const reads = read()
  known.set(key, reads)
  return reads
}

async function transact<R>(db: Database, given: Given, work: (tx: Tx) => Promise<R>): Promise<R> {
  try {
    return await db.transaction(async (txDb) => {
      const { record, flush } = recorder(events, given.actor, given.now)
      const result = await working.run(true, () => work({ ...given, db: txDb, record }))
      if (isProblem(result)) throw new Undone(result)
      await flush(txDb)
      return result
    })
  } catch (error) {
    if (error instanceof Undone) return error.result as R
    throw error
  }
}

/** Carries a problem out of the transaction, which rolls back on its way. */
class Undone extends Error {
  constructor(readonly result: unknown) {
    super('The command ended in a problem')
  }
}

const isProblem = (result: unknown) =>
  typeof result === 'object' && result !== null && 'ok' in result && result.ok === false && 'problem' in result
