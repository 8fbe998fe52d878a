import { questionPlaces } from '../places.ts'
import { isTier, type Rubric } from '../rubric.ts'
import type { Findings } from './findings.ts'

/** A rubric ends in one way only, its outcomes are told apart, and whatever leads to an outcome names one that exists. */
export function checkOutcome(rubric: Rubric, findings: Findings): void {
  const { outcome } = rubric
  const ids = new Set<string>()
  outcome?.values.forEach(({ id }, i) => {
    if (ids.has(id)) findings.report('duplicate-id', `outcome.values[${i}].id`, `the outcome ${id} stands twice.`)
    ids.add(id)
  })
  if (outcome && (rubric.tiers || rubric.decision))
    findings.report('two-endings', 'outcome', `the rubric has ${rubric.tiers ? 'tiers' : 'a decision'} as well.`)
  const leads = (id: string, path: string) => {
    if (!ids.has(id))
      findings.report('unknown-outcome', path, `there is no outcome ${id}.`, findings.suggestion(id, ids))
  }
  outcome?.rules.forEach(({ to }, i) => {
    leads(to, `outcome.rules[${i}].to`)
  })
  if (outcome) leads(outcome.otherwise, 'outcome.otherwise')
  for (const { path, question } of questionPlaces(rubric))
    question.knockouts?.forEach(({ action, to }, k) => {
      const at = `${path}.knockouts[${k}]`
      if (action === 'route' && outcome && to !== undefined) leads(to, `${at}.to`)
      else if ((action === 'route') !== (outcome !== undefined))
        findings.report(
          'knockout-route',
          at,
          outcome ? `${action} has no meaning where a rubric ends in an outcome.` : 'the rubric has no outcomes.',
          outcome ? 'Use the action route and name the outcome in `to`.' : undefined,
        )
      else if ((action === 'tier_up') !== isTier(to) || (action === 'route') !== (to !== undefined && !isTier(to)))
        findings.report('knockout-to', at, toProblem(action, to))
    })
}

const toProblem = (action: string, to: string | undefined): string =>
  action === 'tier_up'
    ? '`tier_up` names the least tier in `to`.'
    : action === 'route'
      ? '`route` names the outcome in `to`.'
      : `\`to: ${to}\` has no meaning with the action ${action}.`
