import type { Effect, Knockout, OutcomeValue, Taxonomy } from '#app/rubric/rubric.ts'

/** Code → name, of harms (`CSE-3`) and of whole groups (`CSE-*`). */
export type HarmNames = ReadonlyMap<string, string>

export const harmNames = ({ groups, harms }: Taxonomy): HarmNames =>
  new Map([
    ...groups.map(({ code, name }): [string, string] => [`${code}-*`, name]),
    ...harms.map(({ code, name }): [string, string] => [code, name]),
  ])

/** What one answer does to a harm, in words. */
export function effectText({ harm, dL = 0, dS = 0 }: Effect, names: HarmNames): string {
  const name = names.get(harm)
  const what = harm.endsWith('-*') ? `every harm of ${name ?? harm}` : name ? `${harm} ${name}` : harm
  const steps = [dL > 0 ? `+${dL} likelihood` : '', dS > 0 ? `+${dS} gravity` : ''].filter((step) => step !== '')
  return steps.length > 0 ? `${what}: ${steps.join(', ')}` : `${what}: in scope`
}

/** What a knock-out does when it fires. */
export function actionText({ action, to }: Pick<Knockout, 'action' | 'to'>, outcomes: readonly OutcomeValue[]): string {
  switch (action) {
    case 'block':
      return 'Blocks the launch'
    case 'escalate':
      return 'Sends it to the council'
    case 'tier_up':
      return `Raises the tier to ${to ?? 'the next'} at least`
    case 'route':
      return `Leads to “${outcomes.find(({ id }) => id === to)?.title ?? to ?? ''}”`
  }
}
