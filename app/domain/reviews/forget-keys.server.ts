import { lt } from 'drizzle-orm'
import type { Services } from '#app/platform/services.server.ts'
import { idempotencyKeys } from '#db/schema/reviews.ts'

/** How long a form that is sent again is known again. The database lets nobody remove a key sooner. */
const KEPT_DAYS = 7

/** Forgets the keys of forms that were sent long ago. @returns how many were forgotten */
export async function forgetUsedKeys({ db, now }: Pick<Services, 'db' | 'now'>): Promise<number> {
  const before = new Date(now().getTime() - KEPT_DAYS * 24 * 3_600_000)
  const { count } = await db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, before))
  return count
}
