import type { CompiledRubric } from '../compile.ts'
import { questionPlaces } from '../places.ts'
import { choicesOf, TIERS } from '../rubric.ts'
import type { LintRule } from './rule.ts'

const tierUnreachable: LintRule = {
  code: 'tier-unreachable',
  severity: 'warning',
  finds: 'No rule that anything gets to, and not `otherwise`, gives a tier.',
  matters: 'People read what the tier means for them, and nobody ever gets it.',
  remedy: 'Add a rule that gives it, or move the one that does further up.',
  find: ({ compiled: { rubric }, dead }) => {
    if (!rubric.tiers) return []
    const given = new Set([
      rubric.tiers.otherwise.tier,
      ...rubric.tiers.rules.filter(({ id }) => !dead.some((rule) => rule.id === id)).map(({ tier }) => tier),
    ])
    return TIERS.filter((tier) => !given.has(tier)).map((tier) => ({
      path: `tiers.about.${tier}`,
      message: `no answers lead to ${tier}.`,
    }))
  },
}

const decisionUnreachable: LintRule = {
  code: 'decision-unreachable',
  severity: 'error',
  finds: 'Every answer to a gate that is always asked blocks or escalates, so no launch can ever be approved.',
  matters: 'A review whose end is known from the start is a refusal, and should say so.',
  remedy: 'Leave one answer that lets a launch go on, or show the question less often.',
  find: ({ compiled }) =>
    compiled.rubric.decision
      ? questionPlaces(compiled.rubric)
          .filter(({ question, section }) => question.gate && !question.show_when && !section.show_when)
          .filter(({ question }) => !question.allow_na && question.unless_asked === undefined)
          .filter(({ question }) => alwaysStops(compiled, question.id))
          .map(({ path, question: { id } }) => ({
            path: `${path}.knockouts`,
            message: `whatever is answered to ${id}, the launch is blocked or escalated.`,
          }))
      : [],
}

export const endings = [tierUnreachable, decisionUnreachable]

/** Does each answer, whatever else is answered, fire a knock-out that stops? Only conditions on this one question are certain. */
function alwaysStops(compiled: CompiledRubric, id: string): boolean {
  const found = compiled.byId.get(id)
  const choices = found && (found.question.kind === 'multi' ? undefined : choicesOf(found.question))
  const stops = found?.knockouts.filter(
    ({ knockout, from }) =>
      (knockout.action === 'block' || knockout.action === 'escalate') && from.every((asked) => asked === id),
  )
  if (!choices?.length || !stops?.length) return false
  return choices.every((value) => {
    const slots = new Array(compiled.slots)
    slots[found?.slot ?? 0] = { state: 'answered', value }
    return stops.some(({ fires }) => fires(slots) === 2)
  })
}
