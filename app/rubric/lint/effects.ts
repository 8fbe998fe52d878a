import type { CompiledRubric } from '../compile.ts'
import { type EffectPlace, effectPlaces, questionPlaces } from '../places.ts'
import { type Effect, levelIn, namesHarm } from '../rubric.ts'
import type { LintRule } from './rule.ts'

const effectTwice: LintRule = {
  code: 'effect-twice',
  severity: 'warning',
  finds: 'One option names the same harm in two effects.',
  matters: 'Only the heavier one counts, so the level is not the sum the author had in mind.',
  remedy: 'Keep one.',
  find: ({ compiled }) => {
    const seen = new Map<unknown, Set<string>>()
    return optionEffects(compiled).flatMap(({ path, effect: { harm }, option }) => {
      const before = seen.get(option) ?? new Set()
      const twice = before.has(harm)
      seen.set(option, before.add(harm))
      return twice ? [{ path, message: `${harm} stands twice; only the heavier one counts.` }] : []
    })
  },
}

const effectWithoutEffect: LintRule = {
  code: 'effect-without-effect',
  severity: 'warning',
  finds: 'An effect leaves the level of its harm as it is, whatever else is answered.',
  matters: 'The answer changes nothing, though the rubric reads as if it did.',
  remedy: 'Use dL where the harm has the highest gravity already, or remove the effect.',
  find: ({ compiled }) =>
    questionPlaces(compiled.rubric)
      .flatMap(effectPlaces)
      .filter(({ effect }) => !changesLevel(effect, compiled))
      .map(({ path, effect: { harm, dL, dS } }) => ({
        path,
        message: `${harm} has the same level with ${dL ? `dL ${dL}` : `dS ${dS}`} as without, whatever else is answered.`,
      })),
}

const effectUnused: LintRule = {
  code: 'effect-unused',
  severity: 'warning',
  finds: 'An effect stands in a rubric that ends in a tier or an outcome.',
  matters: 'Only a rubric that decides scores harms; nobody ever looks at this one.',
  remedy: 'Remove the effect, or ask for the answer in a rule.',
  find: ({ compiled: { rubric } }) =>
    rubric.decision || rubric.add_on
      ? []
      : questionPlaces(rubric)
          .flatMap(effectPlaces)
          .map(({ path, effect: { harm } }) => ({ path, message: `nothing here scores ${harm}.` })),
}

export const effects = [effectTwice, effectWithoutEffect, effectUnused]

/**
 * Can it change a level? Every likelihood and gravity that other answers may have brought the harm to is tried. An effect of no steps
 * only brings a harm up for scoring, and so does a first effect: that is its use.
 */
function changesLevel({ harm, dL = 0, dS = 0 }: Effect, { harms, table }: CompiledRubric): boolean {
  if (!table || (dL === 0 && dS === 0)) return true
  return harms
    .filter(({ code }) => namesHarm(harm, code))
    .some(({ floor }) =>
      STEPS.some((likelihood) =>
        STEPS.filter((severity) => severity >= floor).some(
          (severity) =>
            levelIn(table, Math.min(5, severity + dS), Math.min(5, likelihood + dL)) !==
            levelIn(table, severity, likelihood),
        ),
      ),
    )
}
const STEPS = [1, 2, 3, 4, 5]

const optionEffects = ({ rubric }: CompiledRubric): EffectPlace[] =>
  questionPlaces(rubric)
    .flatMap(effectPlaces)
    .filter(({ option }) => option)
