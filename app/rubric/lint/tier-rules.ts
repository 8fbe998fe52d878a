import { type PlacedTest, readCondition } from '../condition.ts'
import { type TierRule, tierRank } from '../rubric.ts'
import { deadPart } from './dead-tests.ts'
import { impossibleIn } from './reach.ts'
import type { Found, LintRule, LintSubject } from './rule.ts'

const ruleUnreachable: LintRule = {
  code: 'rule-unreachable',
  severity: 'warning',
  finds: 'Whatever a tier or outcome rule asks for is caught by the rules before it.',
  matters: 'The first match wins, so it never gives its tier, its outcome or its reason.',
  remedy: 'Move it further up, narrow the rules before it, or remove it.',
  find: ({ compiled, reach, dead }) =>
    dead
      // A condition that holds for no answers is said as such.
      .filter(({ when }) => impossibleIn(reach.needsOf(when)) === undefined)
      .filter(({ when }) => !readCondition(when, '').tests.some(({ id, test }) => deadPart(test, id, compiled)))
      .map(({ id, path, behind }) => ({
        path,
        message: behind
          ? `${id} never applies: ${behind}, which comes first, catches all it asks for.`
          : `${id} never applies: the rules before it catch all it asks for.`,
      })),
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
