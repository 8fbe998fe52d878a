import type { Ctx } from '#app/domain/ctx.server.ts'
import { AccessDenied, authorize } from '#app/platform/access/authorize.ts'
import { fail, ok, type Result } from '#app/platform/result.ts'
import { endGrant, findActiveGrant, isLastAdmin, lockPerson, queueUp } from '../records.server.ts'
import type { RoleInput } from '../schemas.ts'
import { lastAdmin } from './disable-person.server.ts'

/** Takes a role from a person; their very next request is made without it. */
export const revokeRole = (ctx: Ctx, { personId, role, reason }: RoleInput): Promise<Result<void>> =>
  ctx.transaction(async (tx) => {
    await queueUp(tx)
    if (!(await lockPerson(tx, personId))) throw new AccessDenied('revoke', 'RoleGrant', true)
    authorize(tx.ability, 'revoke', 'RoleGrant', { personId, role })

    const grant = await findActiveGrant(tx, personId, role)
    if (!grant) return ok(undefined)
    if (role === 'admin' && (await isLastAdmin(tx, personId))) return fail(lastAdmin)

    await endGrant(tx, grant.id)
    tx.record('role.revoked', { personId, role }, { reason })
    return ok(undefined)
  })
