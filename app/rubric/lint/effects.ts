import type { CompiledRubric } from '../compile.ts'
import { type EffectPlace, effectPlaces, questionPlaces } from '../places.ts'
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
  finds: 'An effect only raises the gravity of a harm that starts at the highest gravity.',
  matters: 'The answer changes nothing, though the rubric reads as if it did.',
  remedy: 'Use dL, or remove the effect.',
  find: ({ compiled }) => {
    const highest = new Set(compiled.taxonomy.harms.filter(({ floor }) => floor === 5).map(({ code }) => code))
    return optionEffects(compiled)
      .filter(({ effect: { harm, dL, dS } }) => dS && !dL && highest.has(harm))
      .map(({ path, effect: { harm } }) => ({ path, message: `${harm} already has the highest gravity.` }))
  },
}

export const effects = [effectTwice, effectWithoutEffect]

const optionEffects = ({ rubric }: CompiledRubric): EffectPlace[] =>
  questionPlaces(rubric)
    .flatMap(effectPlaces)
    .filter(({ option }) => option)
