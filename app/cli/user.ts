import { addPerson, listTeams } from '#app/domain/people/index.server.ts'
import { AddPersonInput } from '#app/domain/people/schemas.ts'
import { withDatabase } from './database.ts'
import { type Outcome, Refused } from './output.ts'
import { systemContext } from './system.ts'

export type UserOptions = {
  name: string
  title: string
  team: string
  role?: string[]
  timeZone: string
  reason: string
  passwordStdin?: boolean
}

/** Adds a person; the way in for the first administrator. The password comes over stdin, so that no shell history keeps it. */
export async function addUser(email: string, options: UserOptions): Promise<Outcome> {
  const password = options.passwordStdin ? await firstLineOfStdin() : undefined
  return withDatabase(async (db) => {
    const ctx = systemContext(db)
    const teams = await listTeams(ctx)
    const team = teams.find(({ id, name }) => id === options.team || name.toLowerCase() === options.team.toLowerCase())
    if (!team)
      throw new Refused(
        `There is no team ${options.team}. Teams: ${teams.map(({ name }) => name).join(', ') || 'none yet'}. Add one: plimsoll team add --help`,
      )
    const input = AddPersonInput.safeParse({
      email,
      name: options.name,
      title: options.title,
      timeZone: options.timeZone,
      teamId: team.id,
      roles: options.role ?? [],
      reason: options.reason,
      ...(password === undefined ? {} : { password }),
    })
    if (!input.success)
      throw new Refused(input.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
    const added = await addPerson(ctx, input.data)
    if (!added.ok) throw new Refused(added.problem.message)
    return {
      code: 0,
      text: `Added ${options.name} <${email}> to ${team.name}${options.role?.length ? ` as ${options.role.join(', ')}` : ''}.${password === undefined ? ' Without a password: they cannot sign in yet.' : ''}`,
      json: { ok: true, id: added.value.id, email, team: team.name, roles: input.data.roles },
    }
  })
}

async function firstLineOfStdin(): Promise<string> {
  if (process.stdin.isTTY)
    throw new Refused('Pipe the password in: printf \'%s\' "$PASSWORD" | plimsoll user add … --password-stdin')
  let text = ''
  for await (const chunk of process.stdin) {
    text += String(chunk)
    if (text.length > 4_096) throw new Refused('The password on stdin is longer than 4,096 characters.')
  }
  return text.split(/\r?\n/)[0] ?? ''
}
