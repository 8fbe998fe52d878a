import type { Ctx } from '#app/domain/ctx.server.ts'
import { AccessDenied, authorize } from '#app/platform/access/authorize.ts'
import { fail, ok, type Result } from '#app/platform/result.ts'
import { findActiveGrant, insertGrant, lockPerson } from '../records.server.ts'
import type { RoleInput } from '../schemas.ts'

/** Gives a person a role; it holds from their next request. */
export const grantRole = (ctx: Ctx, { personId, role, reason }: RoleInput): Promise<Result<void>> =>
  ctx.transaction(async (tx) => {
    const person = await lockPerson(tx, personId)
    if (!person) throw new AccessDenied('grant', 'RoleGrant', true)
    authorize(tx.ability, 'grant', 'RoleGrant', { personId, role })

    if (person.disabledAt) return fail(accessEnded)
    if (await findActiveGrant(tx, personId, role)) return ok(undefined)

    await insertGrant(tx, { personId, role, reason })
    tx.record('role.granted', { personId, role }, { reason })
    return ok(undefined)
  })

const accessEnded = {
  code: 'access-ended',
  message: 'The access of this person has ended; roles would have no effect.',
}
