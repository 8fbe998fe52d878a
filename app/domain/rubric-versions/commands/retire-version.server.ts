import { eq } from 'drizzle-orm'
import { authorize } from '#app/platform/access/authorize.ts'
import { isId } from '#app/platform/ids.ts'
import { fail, ok } from '#app/platform/result.ts'
import { rubricRetirements, rubricVersions } from '#db/schema/rubrics.ts'
import type { Ctx } from '../../ctx.server.ts'
import { holdVersions } from '../draft-records.server.ts'
import { versionInForce } from '../queries.server.ts'
import type { RetireVersionInput } from '../schemas.ts'

/** Ends a version: from the day on no new review starts with it. Reviews that are pinned to it keep it for ever. */
export const retireVersion = (ctx: Ctx, input: RetireVersionInput) =>
  ctx.transaction(async (tx) => {
    const [version] = isId(input.versionId)
      ? await tx.db.select().from(rubricVersions).where(eq(rubricVersions.id, input.versionId))
      : []
    authorize(tx.ability, 'retire', 'Rubric', version)
    await holdVersions(tx, version.key)
    if (input.retiredOn < tx.now.toISOString().slice(0, 10))
      return fail({
        code: 'invalid',
        message: 'The day is past.',
        fields: { retiredOn: 'Choose today or a later day: reviews may have started with it since.' },
      })
    const rest = await versionInForce(tx.db, version.key, input.retiredOn, version.id)
    if (!rest)
      return fail({
        code: 'conflict',
        message:
          'No other version of this rubric is in force on that day, so no review could start. Publish one first.',
      })
    const inserted = await tx.db
      .insert(rubricRetirements)
      .values({
        ...{ versionId: version.id, retiredOn: input.retiredOn, reason: input.reason },
        ...{ retiredBy: tx.actor.id, retiredAt: tx.now },
      })
      .onConflictDoNothing()
      .returning({ id: rubricRetirements.versionId })
    if (inserted.length === 0)
      return fail({ code: 'conflict', message: 'This version is retired already. Nothing was changed.' })
    tx.record(
      'rubric.retired',
      { versionId: version.id, key: version.key, version: version.version, retiredOn: input.retiredOn },
      { as: 'lead', reason: input.reason },
    )
    return ok({ key: version.key, version: version.version })
  })
