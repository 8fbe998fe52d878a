import { type SQL, sql } from 'drizzle-orm'
import type { Actor } from '../access/actor.ts'
import type { EventDefinition, EventMap, Fact, FactOf } from './event.ts'
import { factText } from './fact-text.ts'

export type RecordOptions = {
  /** Why, in the actor's words. */
  reason?: string
  /** The role the actor used, where the command knows it; else the actor's first role. */
  as?: string
}

/** Notes what happened; the note is written with the rest of the transaction or not at all. */
export type RecordEvent<Events extends EventMap> = <T extends keyof Events & string>(
  type: T,
  fact: FactOf<Events[T]>,
  options?: RecordOptions,
) => void

type Entry = { stream: string; row: SQL }
type Executor = { execute: (query: SQL) => PromiseLike<unknown> }

/**
 * Collects events during a transaction and writes them at its end, in one statement ordered by stream: every transaction
 * then takes the chains' locks in the same order, last of all, so two of them never wait for each other.
 */
export function recorder<Events extends EventMap>(events: Events, actor: Actor, now: Date) {
  const entries: Entry[] = []
  let closed = false

  const record: RecordEvent<Events> = (type, fact, { reason, as } = {}) => {
    if (closed) throw new Error(`‘${type}’ was recorded after its transaction ended`)
    const definition = Object.hasOwn(events, type) ? (events[type] as EventDefinition<Fact>) : undefined
    if (!definition) throw new Error(`‘${type}’ is not an event`)
    const stream = definition.stream(fact)
    const person = actor.kind === 'person'
    const actorId = person ? sql`${actor.id}::uuid` : sql`null::uuid`
    const role = as ?? (person ? (actor.roles[0] ?? 'none') : 'system')
    const row = sql`(${stream}, ${now.toISOString()}::timestamptz, ${type}, ${actorId}, ${role}, ${definition.audience}, ${reason ?? null}, ${factText(fact)})`
    entries.push({ stream, row })
  }

  const flush = async (tx: Executor) => {
    closed = true
    if (entries.length === 0) return
    const rows = entries.sort((a, b) => (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : 0)).map(({ row }) => row)
    await tx.execute(
      sql`insert into audit_events (stream, at, type, actor_id, actor_role, audience, reason, body) values ${sql.join(rows, sql`, `)}`,
    )
  }

  return { record, flush }
}
