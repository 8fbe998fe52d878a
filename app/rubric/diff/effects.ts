import type { CompiledQuestion } from '../compile.ts'
import type { Effect, TestSource } from '../rubric.ts'
import { type Changes, same } from './change.ts'
import { testText } from './condition-text.ts'
import { meaningOfTest } from './normal-form.ts'

type Steps = { dL: number; dS: number }
type Raised = Steps & { path: string; harm: string; when?: TestSource }

/** What one option raises, or what a question raises by tests on its own answer. */
export function compareEffects(
  before: readonly (Effect & { when?: TestSource })[] | undefined,
  after: readonly (Effect & { when?: TestSource })[] | undefined,
  { id, path, subject }: { id: string; path: string; subject: string },
  changes: Changes,
): void {
  const old = raisedBy(before, path)
  const now = raisedBy(after, path)
  const named = ({ harm, when }: Raised) => (when === undefined ? harm : `${harm} when the answer ${testText(when)}`)
  for (const [key, was] of old)
    if (!now.has(key))
      changes.add(
        'effect-removed',
        { id, path: was.path, from: parts(was) },
        `${subject} no longer raises ${named(was)}.`,
      )
  for (const [key, is] of now) {
    const was = old.get(key)
    const found = { id, path: is.path, from: was && parts(was), to: parts(is) }
    if (!was) changes.add('effect-added', found, `${subject} raises ${named(is)} (${stepsText(is)}).`)
    else if (was.dL !== is.dL || was.dS !== is.dS)
      changes.add(
        'effect-changed',
        found,
        `${subject} raises ${named(is)} by ${stepsText(is)} instead of ${stepsText(was)}.`,
      )
  }
}

/** Of two effects on one harm under one test the heavier steps count, as they do in the score. */
function raisedBy(effects: readonly (Effect & { when?: TestSource })[] | undefined, path: string): Map<string, Raised> {
  const raised = new Map<string, Raised>()
  effects?.forEach(({ harm, dL = 0, dS = 0, when }, i) => {
    const key = `${harm} ${meaningOfTest(when)}`
    const before = raised.get(key)
    raised.set(key, {
      harm,
      path: before?.path ?? `${path}[${i}]`,
      dL: Math.max(dL, before?.dL ?? 0),
      dS: Math.max(dS, before?.dS ?? 0),
      ...(when === undefined ? {} : { when }),
    })
  })
  return raised
}

/** "Not known" counts as the worst options do, so that new or reweighed options can change it. Said only where nothing else says it. */
export function compareUnknown(
  before: CompiledQuestion,
  after: CompiledQuestion,
  harmCodes: { before: readonly string[]; after: readonly string[] },
  path: string,
  changes: Changes,
): void {
  const { id, allow_unknown, gate } = after.question
  if (!allow_unknown || !before.question.allow_unknown || gate !== before.question.gate) return
  const from = asUnknown(before, harmCodes.before)
  const to = asUnknown(after, harmCodes.after)
  if (same(from, to)) return
  changes.add(
    'unknown-counts-differently',
    { id, path: `${path}.options`, from, to },
    `\`${id}\`: “not known” counts as ${unknownText(to)} instead of ${unknownText(from)}.`,
  )
}

function asUnknown({ whenUnknown }: CompiledQuestion, codes: readonly string[]): Record<string, Steps> {
  const worst: Record<string, Steps> = {}
  for (const { harm, dL, dS } of whenUnknown) {
    const code = codes[harm] ?? ''
    worst[code] = { dL: Math.max(dL, worst[code]?.dL ?? 0), dS: Math.max(dS, worst[code]?.dS ?? 0) }
  }
  return worst
}

const unknownText = (worst: Record<string, Steps>): string =>
  Object.entries(worst)
    .map(([harm, steps]) => `${harm} ${stepsText(steps)}`)
    .join(', ') || 'harmless'

const parts = ({ harm, dL, dS, when }: Raised) => ({ harm, dL, dS, ...(when === undefined ? {} : { when }) })

/** `likelihood +1, severity +1` */
export const stepsText = ({ dL, dS }: Steps): string =>
  [...(dL > 0 ? [`likelihood +${dL}`] : []), ...(dS > 0 ? [`severity +${dS}`] : [])].join(', ') || 'in scope, no steps'
