import { addTeam } from '#app/domain/people/index.server.ts'
import { AddTeamInput } from '#app/domain/people/index.ts'
import { withDatabase } from './database.ts'
import { type Outcome, Refused } from './output.ts'
import { systemContext } from './system.ts'

export type TeamOptions = { kind: string; timeZone: string; reason: string }

/** Adds a team: on an empty portal this comes before the first person. */
export async function createTeam(name: string, { kind, timeZone, reason }: TeamOptions): Promise<Outcome> {
  const input = AddTeamInput.safeParse({ name, kind, timeZone, reason })
  if (!input.success)
    throw new Refused(input.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
  return withDatabase(async (db) => {
    const added = await addTeam(systemContext(db), input.data)
    if (!added.ok) throw new Refused(added.problem.message)
    return { code: 0, text: `Added the team ${name}.`, json: { ok: true, id: added.value.id, name, kind, timeZone } }
  })
}
