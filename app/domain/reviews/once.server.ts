import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { fail, type Result } from '#app/platform/result.ts'
import { canonicalJson } from '#app/rubric/index.ts'
import { idempotencyKeys } from '#db/schema/reviews.ts'
import type { Tx } from '../ctx.server.ts'

/**
 * Carries out a submission once (DI-5). Sent again with the same key and content, it answers as it did the first time; the same key
 * with other content is refused. Two at the same moment: the second waits for the first, because both insert the same row.
 * @param input the whole input, its `onceKey` included
 */
export async function once<T extends object>(
  tx: Tx,
  command: string,
  input: { onceKey: string },
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const bodySha256 = createHash('sha256').update(canonicalJson(input)).digest('hex')
  const key = { personId: tx.actor.id, command, key: input.onceKey }
  const inserted = await tx.db
    .insert(idempotencyKeys)
    .values({ ...key, bodySha256, result: {}, createdAt: tx.now })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key })
  const where = and(
    eq(idempotencyKeys.personId, key.personId),
    eq(idempotencyKeys.command, command),
    eq(idempotencyKeys.key, input.onceKey),
  )
  if (inserted.length === 0) {
    const [before] = await tx.db.select().from(idempotencyKeys).where(where)
    if (before?.bodySha256 === bodySha256) return { ok: true, value: before.result as T }
    return fail({
      code: 'invalid',
      message: 'This form was already sent with other content. Open the page again to see what was kept.',
    })
  }
  const result = await work()
  if (result.ok) await tx.db.update(idempotencyKeys).set({ result: result.value }).where(where)
  return result
}
