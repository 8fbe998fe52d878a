import type { CompiledQuestion, CompiledRubric } from '../compile.ts'
import { isTier, tierRank } from '../rubric.ts'
import type { Columns } from './columns.ts'
import { harmLanes, type Lanes } from './harm-lanes.ts'
import { ALWAYS, all, any, type Mask, NEVER, not } from './masks.ts'
import { type Lookup, Planes, type Source } from './planes.ts'
import { TIER_FACT } from './verdict.ts'

/** A rubric made ready to be evaluated over columns: what to look up, and which masks to read, in which order. */
export type Plan = {
  compiled: CompiledRubric
  sources: readonly Source[]
  planes: number
  /** In the order of evaluation: given facts, then questions after those they hang on. */
  steps: { slot: number; shown: Mask; own: number | undefined; lookups: readonly Lookup[] }[]
  visible: Mask[]
  asked: Mask[]
  answered: Mask[]
  /** By how many are asked: as many must be given, or the answers are incomplete. */
  needed: Uint16Array
  gates: { id: string; open: Mask }[]
  knockouts: { code: string; fires: Mask }[]
  blocked: Mask
  stopped: Mask
  /** By code of the given tier: its rank and 1, or 0. */
  presentTier: { slot: number; table: Uint8Array } | undefined
  /** Each with the rank of its tier and 1. */
  tierRules: { when: Mask; tier: number }[]
  tierUps: { when: Mask; tier: number }[]
  /** Answers are missing or not acceptable: no outcome. */
  unready: Mask
  /** Each with the place of its outcome and 1. */
  outcomeRules: { when: Mask; outcome: number }[]
  wide: Mask
  lanes: Lanes | undefined
}

/**
 * Makes a rubric ready for these columns.
 * @returns undefined where columns do not do: somebody described safeguards, which are weighed one by one
 */
export function planFor(compiled: CompiledRubric, columns: Columns): Plan | undefined {
  const planes = new Planes(compiled, columns)
  if (compiled.questions.some((question) => namesSafeguards(question, planes))) return undefined
  const table = compiled.rubric.decision && compiled.table
  const lanes = table && harmLanes(compiled, table, (slot) => planes.source(slot))
  if (table && !lanes) return undefined

  const shownBy = new Map<CompiledQuestion, Mask>()
  const own = new Map<number, number>()
  for (const question of compiled.byDependency) {
    const { slot } = question
    const shown = all([
      planes.holds(question.section.show_when),
      planes.holds(question.question.show_when),
      ...(question.unlessShown === undefined ? [] : [not(planes.shown[question.unlessShown] as Mask)]),
    ])
    const plane = shown.op === 'always' ? undefined : planes.ownPlane()
    if (plane) own.set(slot, plane.plane)
    planes.shown[slot] = plane ?? shown
    shownBy.set(question, shown)
  }
  const shownOf = ({ slot }: CompiledQuestion) => planes.shown[slot] as Mask

  const knockouts = compiled.questions.flatMap((question) =>
    question.knockouts.map(({ knockout }) => ({
      code: knockout.code,
      action: knockout.action,
      to: knockout.to,
      fires: all([shownOf(question), planes.mayHold(knockout.when)]),
    })),
  )
  const asked = compiled.questions.filter(({ question }) => question.required)
  const { tiers, outcome, decision } = compiled.rubric
  const outcomeAt = (id: string) => (outcome?.values.findIndex((one) => one.id === id) ?? -1) + 1
  const firing = (action: string) => any(knockouts.filter((one) => one.action === action).map(({ fires }) => fires))
  const plan: Plan = {
    compiled,
    sources: planes.sources,
    planes: 0,
    steps: [],
    visible: compiled.questions.map(shownOf),
    asked: asked.map(shownOf),
    answered: asked.map((question) => answeredMask(question, planes)),
    needed: neededOf(asked.length, decision?.completeness ?? 0),
    gates: compiled.questions
      .filter(({ question }) => question.gate)
      .map((question) => ({ id: question.question.id, open: openMask(question, planes) })),
    knockouts: knockouts.map(({ code, fires }) => ({ code, fires })),
    blocked: firing('block'),
    stopped: firing('escalate'),
    presentTier: presentTier(compiled, planes),
    tierRules: [
      ...(tiers?.rules ?? []).map((rule) => ({ when: planes.holds(rule.when), tier: tierRank(rule.tier) + 1 })),
      ...(tiers ? [{ when: ALWAYS, tier: tierRank(tiers.otherwise.tier) + 1 }] : []),
    ],
    tierUps: knockouts.flatMap(({ action, to, fires }) =>
      action === 'tier_up' && isTier(to) ? [{ when: fires, tier: tierRank(to) + 1 }] : [],
    ),
    unready: outcome ? any(compiled.questions.map((question) => unreadyMask(question, planes))) : NEVER,
    outcomeRules: [
      ...knockouts.flatMap(({ action, to, fires }) =>
        action === 'route' && to !== undefined ? [{ when: fires, outcome: outcomeAt(to) }] : [],
      ),
      ...(outcome?.rules ?? []).map((rule) => ({ when: planes.mayHold(rule.when), outcome: outcomeAt(rule.to) })),
      ...(outcome ? [{ when: ALWAYS, outcome: outcomeAt(outcome.otherwise) }] : []),
    ],
    wide: compiled.rubric.wide_scope_when === undefined ? NEVER : planes.holds(compiled.rubric.wide_scope_when),
    lanes,
  }
  const step = (slot: number, shown: Mask) => ({
    slot,
    shown,
    own: own.get(slot),
    lookups: planes.lookups[slot] ?? [],
  })
  plan.steps = [
    ...compiled.givenIds.map((_, slot) => step(slot, ALWAYS)),
    ...compiled.byDependency.map((question) => step(question.slot, shownBy.get(question) ?? ALWAYS)),
  ]
  plan.planes = planes.count
  return plan
}

/** Given, acceptable, and with as many rows as the other answers ask for. */
const answeredMask = (question: CompiledQuestion, planes: Planes): Mask => {
  const { effective } = planes.source(question.slot)
  return all([
    planes.flag(question.slot, 'answered', (code) => effective[code] !== undefined, false),
    not(tooFewRows(question, planes)),
  ])
}

const openMask = (question: CompiledQuestion, planes: Planes): Mask => {
  const { effective } = planes.source(question.slot)
  const open = (code: number) => effective[code] === undefined || effective[code].state === 'unknown'
  return any([planes.flag(question.slot, 'open', open, false), tooFewRows(question, planes)])
}

const unreadyMask = (question: CompiledQuestion, planes: Planes): Mask => {
  const { slot } = question
  if (question.question.required) return all([planes.shown[slot] ?? ALWAYS, not(answeredMask(question, planes))])
  const { refused } = planes.source(slot)
  return any([planes.flag(slot, 'refused', (code) => refused[code] === true, false), tooFewRows(question, planes)])
}

const tooFewRows = ({ slot, question, minRows }: CompiledQuestion, planes: Planes): Mask => {
  const { effective } = planes.source(slot)
  return any(
    minRows.map(({ rows }, i) => {
      const fewer = (code: number) => {
        const answer = effective[code]
        return answer?.state === 'answered' && Array.isArray(answer.value) && answer.value.length < rows
      }
      return all([planes.flag(slot, `fewer than ${rows}`, fewer, false), planes.holds(question.min_rows?.[i]?.when)])
    }),
  )
}

const namesSafeguards = ({ slot, question }: CompiledQuestion, planes: Planes): boolean =>
  question.kind === 'controls' && planes.source(slot).effective.some((answer) => answer?.state === 'answered')

function neededOf(asked: number, least: number): Uint16Array {
  return Uint16Array.from({ length: asked + 1 }, (_, all) => {
    let given = 0
    // The very comparison of facts.ts and decide.ts, so that no rounding comes between.
    while (all > 0 && given / all < least) given++
    return given
  })
}

function presentTier({ givenIds, rubric }: CompiledRubric, planes: Planes): Plan['presentTier'] {
  const slot = givenIds.indexOf(TIER_FACT)
  if (slot < 0 || rubric.tiers) return undefined
  const rank = planes
    .source(slot)
    .effective.map((answer) => (answer?.state === 'answered' && isTier(answer.value) ? tierRank(answer.value) + 1 : 0))
  return { slot, table: Uint8Array.from(rank) }
}
