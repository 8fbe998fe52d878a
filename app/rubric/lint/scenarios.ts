import { PROPOSALS } from '../decide.ts'
import { TIERS } from '../rubric.ts'
import type { LintRule } from './rule.ts'

const decisionWithoutScenario: LintRule = {
  code: 'decision-without-scenario',
  severity: 'warning',
  finds: 'No scenario beside a rubric that decides expects one of the five decisions.',
  matters: 'Nobody has seen it come out; a change of an effect or a knock-out could make it impossible unnoticed.',
  remedy: 'Add a scenario that expects it.',
  find: ({ compiled: { rubric }, tested }) =>
    PROPOSALS.filter((decision) => rubric.decision && tested && !tested.decisions.has(decision)).map((decision) => ({
      path: 'decision',
      message: `no scenario expects ${decision}.`,
      remedy: `Add a scenario with expect: {decision: ${decision}}.`,
    })),
}

const tierWithoutScenario: LintRule = {
  code: 'tier-without-scenario',
  severity: 'warning',
  finds: 'No scenario beside a rubric of tiers expects one of them.',
  matters: 'Nobody has seen a launch get it, and a rule further up can swallow it unnoticed.',
  remedy: 'Add a scenario that expects it.',
  find: ({ compiled: { rubric }, tested }) =>
    TIERS.filter((tier) => rubric.tiers && tested && !tested.tiers.has(tier)).map((tier) => ({
      path: `tiers.about.${tier}`,
      message: `no scenario expects ${tier}.`,
      remedy: `Add a scenario with expect: {tier: ${tier}}.`,
    })),
}

const ruleWithoutScenario: LintRule = {
  code: 'rule-without-scenario',
  severity: 'warning',
  finds: 'No scenario is decided by a rule that gives a tier or an outcome.',
  matters: 'The first match wins: only an answer that gets this far shows that the rule does anything.',
  remedy: 'Add a scenario that expects it.',
  find: ({ compiled: { rubric }, tested }) =>
    [
      ...(rubric.tiers?.rules ?? []).map(({ id }, i) => ({ rule: id, path: `tiers.rules[${i}]` })),
      ...(rubric.outcome?.rules ?? []).map(({ code }, i) => ({ rule: code, path: `outcome.rules[${i}]` })),
    ]
      .filter(({ rule }) => tested && !tested.rules.has(rule))
      .map(({ rule, path }) => ({
        path,
        message: `no scenario is decided by ${rule}.`,
        remedy: `Add a scenario with expect: {rule: ${rule}}.`,
      })),
}

export const scenarios = [decisionWithoutScenario, tierWithoutScenario, ruleWithoutScenario]
