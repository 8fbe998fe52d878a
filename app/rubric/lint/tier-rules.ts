import { canonicalJson } from '../canonical.ts'
import { type PlacedTest, readCondition } from '../condition.ts'
import { type TierRule, tierRank } from '../rubric.ts'
import type { Found, LintRule, LintSubject } from './rule.ts'

const ruleUnreachable: LintRule = {
  code: 'rule-unreachable',
  severity: 'warning',
  finds: 'A tier rule asks the same as one before it.',
  matters: 'The first match wins, so the second never gives its tier or its reason.',
  remedy: 'Remove one.',
  find: (subject) => {
    const seen = new Map<string, string>()
    return rulesOf(subject).flatMap(({ rule, path }) => {
      const asks = canonicalJson(rule.when)
      const same = seen.get(asks)
      seen.set(asks, rule.id)
      return same ? [{ path, message: `${rule.id} asks the same as ${same}, which comes first.` }] : []
    })
  },
}

const ruleIgnoresUnknown: LintRule = {
  code: 'rule-ignores-unknown',
  severity: 'warning',
  finds:
    'A tier rule asks about a question that people may answer "not known", and neither it nor a rule at least as strict says what that means.',
  matters: 'Not knowing would give a lower tier than knowing the worst.',
  remedy: 'Add unknown to the test.',
  find: (subject) => {
    const rules = rulesOf(subject).map((one) => ({ ...one, tests: readCondition(one.rule.when, one.path).tests }))
    const isNamed = (id: string, { tier }: TierRule): boolean =>
      rules.some(
        (other) =>
          tierRank(other.rule.tier) >= tierRank(tier) &&
          other.tests.some((test) => test.id === id && test.test.in?.includes('unknown')),
      )
    return rules.flatMap(({ rule, tests }) =>
      oncePerId(tests).flatMap(({ id, path }): Found[] =>
        !subject.compiled.byId.get(id)?.question.allow_unknown || isNamed(id, rule)
          ? []
          : [
              {
                path,
                message: `${rule.id} does not say what happens when ${id} is not known, nor does a stricter rule.`,
                remedy: `Add unknown to the test on ${id}.`,
              },
            ],
      ),
    )
  },
}

const oncePerId = (tests: readonly PlacedTest[]): PlacedTest[] =>
  tests.filter(({ id }, i) => tests.findIndex((other) => other.id === id) === i)

export const tierRules = [ruleUnreachable, ruleIgnoresUnknown]

const rulesOf = ({ compiled }: LintSubject): { rule: TierRule; path: string }[] =>
  (compiled.rubric.tiers?.rules ?? []).map((rule, i) => ({ rule, path: `tiers.rules[${i}].when` }))
