import { Ability, type RawRuleOf } from '@casl/ability'
import { type Conditions, checkConditions } from './conditions.ts'
import { matcherOf } from './matcher.ts'

export { ABSENT, type Conditions, PRESENT } from './conditions.ts'

/** Subject name → what may be done to it, and the facts of a row that rules may look at. */
export type Subjects = { [subject: string]: { actions: string; row: object } }

export type ActionOn<S, T extends keyof S> = S[T] extends { actions: infer A extends string } ? A : never
export type RowOf<S, T extends keyof S> = S[T] extends { row: infer R } ? R : never

type Rulebook = Ability<[string, string], Conditions<Record<string, unknown>>>

declare const about: unique symbol
const rulebook = Symbol('rulebook')

/**
 * What one actor may do. Deliberately opaque: the only ways to ask are `can` with a row, `authorize`, and `accessible`.
 * CASL's own `can('read', 'Review')` answers yes as soon as any rule exists, for whatever row.
 */
export type AbilityOf<S> = { readonly [rulebook]: Rulebook; readonly [about]?: S }

/** What a policy writes its rules into. There is no wildcard: every action and subject is named. */
export interface Rules<S> {
  /** Allow. Without conditions: every row. */
  can<T extends keyof S & string>(
    action: ActionOn<S, T> | readonly ActionOn<S, T>[],
    subject: T,
    conditions?: Conditions<RowOf<S, T>>,
  ): void
  /** Deny, whatever other rules allow, wherever in the policy it is written. `because` is shown to a person who may read the row. */
  cannot<T extends keyof S & string>(
    action: ActionOn<S, T> | readonly ActionOn<S, T>[],
    subject: T,
    conditions: Conditions<RowOf<S, T>>,
    because: string,
  ): void
}

/** Lets policies write their rules, and closes the book: denials are laid last, where nothing overrides them. */
export function defineAbility<S>(write: (rules: Rules<S>) => void): AbilityOf<S> {
  const allow: RawRuleOf<Rulebook>[] = []
  const deny: RawRuleOf<Rulebook>[] = []
  write({
    can: (action, subject, conditions) => {
      allow.push({ ...named(action, subject), ...checked(conditions, false) })
    },
    cannot: (action, subject, conditions, because) => {
      deny.push({ ...named(action, subject), ...checked(conditions, true), inverted: true, reason: because })
    },
  })
  const rules = new Ability<[string, string], Conditions<Record<string, unknown>>>([...allow, ...deny], {
    conditionsMatcher: (conditions) => matcherOf(conditions) as ReturnType<ConditionsMatcher>,
    detectSubjectType: () => {
      throw new Error('Ask with can(), which is told the subject')
    },
  })
  return { [rulebook]: rules }
}

/** May this be done to this row? Only for a row at hand: to find rows, use `accessible`. Anything unknown is a no. */
export function can<S, T extends keyof S & string>(
  ability: AbilityOf<S>,
  action: ActionOn<S, T>,
  subject: T,
  row: RowOf<S, T>,
): boolean {
  const rule = decidingRule(ability, action, subject, row)
  return rule !== undefined && !rule.inverted
}

/** The sentence of the denial that decides, if one does. */
export function reasonAgainst<S, T extends keyof S & string>(
  ability: AbilityOf<S>,
  action: ActionOn<S, T>,
  subject: T,
  row: RowOf<S, T>,
): string | undefined {
  const rule = decidingRule(ability, action, subject, row)
  return rule?.inverted ? rule.reason : undefined
}

/** Is there any row on which this could be allowed? A no saves the question; a yes promises nothing about a row. */
export function couldEver<S, T extends keyof S & string>(
  ability: AbilityOf<S>,
  action: ActionOn<S, T>,
  subject: T,
): boolean {
  return rulesFor(ability, action, subject).some((rule) => !rule.inverted)
}

/** All rules about one action on one subject, for the SQL compiler. */
export function rulesFor<S, T extends keyof S & string>(ability: AbilityOf<S>, action: ActionOn<S, T>, subject: T) {
  return ability[rulebook].rulesFor(action, subject)
}

function decidingRule<S, T extends keyof S & string>(
  ability: AbilityOf<S>,
  action: ActionOn<S, T>,
  subject: T,
  row: RowOf<S, T>,
) {
  if (typeof row !== 'object' || row === null) throw new Error(`can(…, '${subject}') needs the row itself`)
  return rulesFor(ability, action, subject).find((rule) => rule.matchesConditions(row as never))
}

type ConditionsMatcher = NonNullable<NonNullable<ConstructorParameters<typeof Ability>[1]>['conditionsMatcher']>

const named = (action: string | readonly string[], subject: string) => {
  const actions = typeof action === 'string' ? [action] : [...action]
  if (actions.length === 0 || [...actions, subject].some((name) => !name || name === 'manage' || name === 'all')) {
    throw new Error(
      `A rule names its actions and its subject; there is no ‘manage’ and no ‘all’ (${actions} ${subject})`,
    )
  }
  return { action: actions, subject }
}

function checked(conditions: object | undefined, widens: boolean) {
  if (conditions === undefined) return {}
  checkConditions(conditions, widens)
  return { conditions: conditions as Conditions<Record<string, unknown>> }
}
