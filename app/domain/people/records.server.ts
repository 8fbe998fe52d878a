import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Reading, Tx } from '#app/domain/ctx.server.ts'
import { people, roleGrants } from '#db/schema/people.ts'
import type { Role } from './people.ts'

type Db = Pick<Reading, 'db'>

/** The person, locked until the transaction ends. */
export async function lockPerson({ db }: Pick<Tx, 'db'>, personId: string) {
  const [person] = await db.select().from(people).where(eq(people.id, personId)).for('update')
  return person
}

export type NewPerson = typeof people.$inferInsert

export async function insertPerson({ db }: Pick<Tx, 'db'>, person: NewPerson) {
  await db.insert(people).values(person)
}

/** Is the address taken, in whatever capitals? */
export async function findByEmail({ db }: Db, email: string) {
  const [person] = await db
    .select({ id: people.id })
    .from(people)
    .where(sql`lower(${people.email}) = ${email.toLowerCase()}`)
  return person
}

export async function findActiveGrant({ db }: Db, personId: string, role: Role) {
  const [grant] = await db
    .select()
    .from(roleGrants)
    .where(and(eq(roleGrants.personId, personId), eq(roleGrants.role, role), isNull(roleGrants.revokedAt)))
  return grant
}

export type NewGrant = { personId: string; role: Role; reason: string }

/** The grant as a row with a who, a when and a why. */
export async function insertGrant(tx: Tx, { personId, role, reason }: NewGrant) {
  await tx.db
    .insert(roleGrants)
    .values({ id: tx.newId(), personId, role, reason, grantedBy: personOf(tx), grantedAt: tx.now })
}

export async function endGrant(tx: Tx, grantId: string) {
  await tx.db
    .update(roleGrants)
    .set({ revokedAt: tx.now, revokedBy: personOf(tx) })
    .where(eq(roleGrants.id, grantId))
}

export async function markDisabled(tx: Tx, personId: string) {
  await tx.db.update(people).set({ disabledAt: tx.now }).where(eq(people.id, personId))
}

/** Those who take access away queue up, so that two administrators cannot remove each other at the same moment. */
export async function queueUp({ db }: Pick<Tx, 'db'>) {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended('people: taking access away', 0))`)
}

/** Would nobody be left to hand out roles? */
export async function isLastAdmin({ db }: Db, personId: string): Promise<boolean> {
  const admins = await db
    .select({ personId: roleGrants.personId })
    .from(roleGrants)
    .innerJoin(people, eq(people.id, roleGrants.personId))
    .where(and(eq(roleGrants.role, 'admin'), isNull(roleGrants.revokedAt), isNull(people.disabledAt)))
  return admins.length === 1 && admins[0]?.personId === personId
}

const personOf = ({ actor }: Tx) => (actor.kind === 'person' ? actor.id : null)
