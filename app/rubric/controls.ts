import type { Control } from './answers.ts'
import type { Facts } from './facts.ts'
import type { ControlStatus } from './rubric.ts'
import type { Scoring } from './scoring.ts'

/** What one safeguard does for one harm, and why it does no more. */
export type ControlEffect = {
  id: string
  name: string
  kind: Control['kind']
  strength: number
  status: ControlStatus
  /** Steps off the likelihood and severity before the caps. */
  likelihood: number
  severity: number
  counts: 'now' | 'target' | 'no'
  because: string
}

/** The safeguards in the answers, as the reviewer credits them, and those the reviewer added. One id is one safeguard: the last counts. */
export function gatherControls(facts: Facts, scoring: Scoring = {}): Control[] {
  const byId = new Map<string, Control>()
  for (const { question, slot } of facts.visible) {
    if (question.kind !== 'controls') continue
    const answer = facts.slots[slot]
    if (answer?.state === 'answered') for (const control of answer.value as Control[]) byId.set(control.id, control)
  }
  for (const control of scoring.controls ?? []) byId.set(control.id, control)
  return [...byId.values()].map((control) => ({ ...control, ...scoring.credits?.[control.id] }))
}

/**
 * What a safeguard is worth: only tested or monitored ones count now; planned and built ones move the target alone.
 * Prevent and deter take 1 (strength 2) or 2 (strength 3) off the likelihood; respond and recover of strength 3 take 1 off
 * the severity, but only where wide scope raised it. Detect and empower help people; they move no level.
 */
export function effectOf(control: Control, raisedByScope: boolean): ControlEffect {
  const stops = control.kind === 'prevent' || control.kind === 'deter'
  const softens = control.kind === 'respond' || control.kind === 'recover'
  const likelihood = stops ? Math.max(0, control.strength - 1) : 0
  const severity = softens && control.strength === 3 && raisedByScope ? 1 : 0
  const works = control.status === 'tested' || control.status === 'monitored'
  const moves = likelihood + severity > 0
  return {
    id: control.id,
    name: control.name,
    kind: control.kind,
    strength: control.strength,
    status: control.status,
    likelihood,
    severity,
    counts: !moves ? 'no' : works ? 'now' : 'target',
    because: reasonFor(control, { stops, softens, raisedByScope, moves, works }),
  }
}

function reasonFor(
  control: Control,
  is: { stops: boolean; softens: boolean; raisedByScope: boolean; moves: boolean; works: boolean },
): string {
  if (is.moves)
    return is.works
      ? `It is ${control.status}, so it counts now.`
      : `It is only ${control.status}: it counts towards the target until it is tested.`
  if (is.stops) return 'Its strength is below 2, too weak to move the likelihood.'
  if (is.softens)
    return is.raisedByScope
      ? 'Only strength 3 takes severity back.'
      : 'It limits spread, but severity was not raised by wide scope.'
  return control.kind === 'detect'
    ? 'Detection alone moves no level; what follows it may.'
    : 'It helps the people concerned; it moves no level.'
}
