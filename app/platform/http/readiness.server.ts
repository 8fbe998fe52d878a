import type { RequestHandler } from 'express'
import type { Database } from '../database.server.ts'
import { migrationStatus } from '../migrate.server.ts'

export type Readiness = {
  ready: boolean
  database: 'answers' | 'away'
  migrations: 'up to date' | 'pending' | 'unknown'
  stopping: boolean
}

/** Knows whether this process should be sent requests. */
export function createReadiness(db: Database) {
  let stopping = false
  const check = async (): Promise<Readiness> => {
    const status = await within(2_000, migrationStatus(db)).catch(() => undefined)
    const migrations = status === undefined ? 'unknown' : status.upToDate ? 'up to date' : 'pending'
    return {
      ready: !stopping && status?.upToDate === true,
      database: status ? 'answers' : 'away',
      migrations,
      stopping,
    }
  }
  return {
    check,
    /** From now on the answer is no: a balancer sends the next requests elsewhere. */
    stop: () => {
      stopping = true
    },
  }
}

/** `/health`: the process answers. Says nothing about the database, or a restart loop would follow every outage. */
export const health: RequestHandler = (_req, res) => {
  res.json({ healthy: true })
}

/** `/ready`: the database answers and its tables fit this version. */
export function ready(readiness: ReturnType<typeof createReadiness>): RequestHandler {
  return async (_req, res) => {
    const state = await readiness.check()
    res.status(state.ready ? 200 : 503).json(state)
  }
}

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('too slow')), milliseconds)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
