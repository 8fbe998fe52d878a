import type { Ctx, Tx } from '#app/domain/ctx.server.ts'
import { authorize } from '#app/platform/access/authorize.ts'
import { createAccount } from '#app/platform/auth/accounts.server.ts'
import { passwordTrouble } from '#app/platform/auth/password-rules.ts'
import { fail, ok, type Result } from '#app/platform/result.ts'
import { findByEmail, insertGrant, insertPerson } from '../records.server.ts'
import type { AddPersonInput } from '../schemas.ts'

/** `demo`: may be chosen on the sign-in page of the demo world. Only the seed says so. */
export type NewPersonInput = AddPersonInput & { demo?: boolean }

/** Adds a person, their account when a password is given, and their first roles. */
export const addPerson = (ctx: Ctx, input: NewPersonInput): Promise<Result<{ id: string }>> =>
  ctx.transaction(async (tx) => {
    const id = tx.newId()
    authorize(tx.ability, 'add', 'Person', { id, teamId: input.teamId, disabledAt: null })
    for (const role of input.roles) authorize(tx.ability, 'grant', 'RoleGrant', { personId: id, role })

    const trouble = input.password === undefined ? undefined : passwordTrouble(input.password, input)
    if (trouble) return fail({ code: 'weak-password', message: trouble, fields: { password: trouble } })
    if (await findByEmail(tx, input.email)) return fail(emailTaken)

    const userId = await openAccount(tx, input)
    const { name, email, title, timeZone, teamId, demo = false } = input
    await insertPerson(tx, { id, userId, name, email, title, timeZone, teamId, demo, createdAt: tx.now })
    tx.record('person.added', { personId: id, teamId }, { reason: input.reason })

    for (const role of new Set(input.roles)) {
      await insertGrant(tx, { personId: id, role, reason: input.reason })
      tx.record('role.granted', { personId: id, role }, { reason: input.reason })
    }
    return ok({ id })
  })

async function openAccount(tx: Tx, { name, email, password }: NewPersonInput): Promise<string | null> {
  if (password === undefined) return null
  const userId = tx.newId()
  await createAccount(tx.db, { userId, accountId: tx.newId(), name, email, password, now: tx.now })
  return userId
}

const emailTaken = {
  code: 'email-taken',
  message: 'Somebody with this e-mail address is here already.',
  fields: { email: 'Somebody with this e-mail address is here already. Look for them in the list of people.' },
}
