import type { Ctx } from '#app/domain/ctx.server.ts'
import { authorize } from '#app/platform/access/authorize.ts'
import { fail, ok, type Result } from '#app/platform/result.ts'
import { teams } from '#db/schema/people.ts'
import type { AddTeamInput } from '../schemas.ts'

/** Adds a team. Its name is unique, whatever the case and the punctuation. */
export const addTeam = (ctx: Ctx, { name, kind, timeZone, reason }: AddTeamInput): Promise<Result<{ id: string }>> =>
  ctx.transaction(async (tx) => {
    const id = tx.newId()
    authorize(tx.ability, 'add', 'Team', { id })
    const added = await tx.db
      .insert(teams)
      .values({ id, slug: slugOf(name, id), name, kind, timeZone })
      .onConflictDoNothing()
      .returning({ id: teams.id })
    if (added.length === 0) return fail(nameTaken)
    tx.record('team.added', { teamId: id, kind }, { reason })
    return ok({ id })
  })

const slugOf = (name: string, id: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '') || id

const nameTaken = {
  code: 'name-taken',
  message: 'There is a team of this name already.',
  fields: { name: 'There is a team of this name already.' },
}
