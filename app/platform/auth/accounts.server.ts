import { eq } from 'drizzle-orm'
import { account, session, user } from '#db/schema/auth.ts'
import type { Database } from '../database.server.ts'
import { hashPassword } from './password.server.ts'

type Writer = Pick<Database, 'insert' | 'delete'>

export type NewAccount = { userId: string; accountId: string; name: string; email: string; password: string; now: Date }

/** Lets somebody sign in with e-mail and password, in the caller's transaction. The caller has checked the password's rules. */
export async function createAccount(db: Writer, { userId, accountId, name, email, password, now }: NewAccount) {
  const times = { createdAt: now, updatedAt: now }
  const hash = await hashPassword(password)
  // Verified, because an administrator vouches for the address: a later single sign-on may then link to this account.
  await db.insert(user).values({ id: userId, name, email: email.toLowerCase(), emailVerified: true, ...times })
  await db
    .insert(account)
    .values({ id: accountId, accountId: userId, providerId: 'credential', userId, password: hash, ...times })
}

/** Ends every session of this account, in the caller's transaction: the next request is a stranger's. */
export async function endSessions(db: Writer, userId: string) {
  await db.delete(session).where(eq(session.userId, userId))
}
