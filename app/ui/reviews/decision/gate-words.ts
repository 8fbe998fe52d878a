/** When a condition must be met. */
export function gateWords({ gate, gateValue }: { gate: string; gateValue: number | null }): string {
  if (gate === 'before_launch') return 'before launch'
  return gate === 'before_ramp' ? `before more than ${gateValue} % see it` : `within ${gateValue} days of launch`
}
