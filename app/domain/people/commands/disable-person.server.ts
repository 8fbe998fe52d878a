import type { Ctx } from '#app/domain/ctx.server.ts'
import { authorize } from '#app/platform/access/authorize.ts'
import { endSessions } from '#app/platform/auth/accounts.server.ts'
import { fail, ok, type Result } from '#app/platform/result.ts'
import { isLastAdmin, lockPerson, markDisabled, queueUp } from '../records.server.ts'
import type { DisablePersonInput } from '../schemas.ts'

/** Ends a person's access at once. What they did stays under their name. */
export const disablePerson = (ctx: Ctx, { personId, reason }: DisablePersonInput): Promise<Result<void>> =>
  ctx.transaction(async (tx) => {
    await queueUp(tx)
    const person = await lockPerson(tx, personId)
    authorize(tx.ability, 'disable', 'Person', person)

    if (person.disabledAt) return ok(undefined)
    if (await isLastAdmin(tx, personId)) return fail(lastAdmin)

    await markDisabled(tx, personId)
    if (person.userId) await endSessions(tx.db, person.userId)
    tx.record('person.disabled', { personId }, { reason })
    return ok(undefined)
  })

/** The portal without an administrator could not be repaired from inside. */
export const lastAdmin = {
  code: 'last-administrator',
  message: 'This is the last administrator. Make somebody else one first.',
}
