import { type AbilityOf, type ActionOn, can, type RowOf, reasonAgainst } from './ability.ts'

/**
 * The actor may not do this. `hidden` says the actor may not even know the row exists: the edge answers exactly as for a
 * row that does not. Only otherwise is the message shown.
 */
export class AccessDenied extends Error {
  override readonly name = 'AccessDenied'

  constructor(
    readonly action: string,
    readonly subject: string,
    readonly hidden: boolean,
    reason?: string,
  ) {
    super(hidden ? 'Not found' : (reason ?? 'Your role does not allow this here.'))
  }
}

/**
 * Throws `AccessDenied` unless the actor may do this to this row. A row that was not found, one that may not be read and
 * one that may not be changed by somebody who cannot read it all end the same way.
 */
export function authorize<S, T extends keyof S & string, R extends RowOf<S, T>>(
  ability: AbilityOf<S>,
  action: ActionOn<S, T>,
  subject: T,
  row: R | undefined,
): asserts row is R {
  if (row === undefined) throw new AccessDenied(action, subject, true)
  if (can(ability, action, subject, row)) return
  const readable = can(ability, 'read' as ActionOn<S, T>, subject, row)
  throw new AccessDenied(action, subject, !readable, reasonAgainst(ability, action, subject, row))
}
