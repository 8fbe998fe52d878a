import type { CompiledRubric } from '#app/rubric/index.ts'
import type { HarmChoices } from './questionnaire.ts'

/** The harms in force, by group. */
export const harmChoices = ({ taxonomy, harms }: Pick<CompiledRubric, 'taxonomy' | 'harms'>): HarmChoices =>
  taxonomy.groups
    .map(({ code, name }) => ({
      code,
      name,
      harms: harms
        .filter((harm) => harm.code.startsWith(`${code}-`) && !harm.valid_to)
        .map((harm) => ({ code: harm.code, name: harm.name, description: harm.description })),
    }))
    .filter(({ harms: inGroup }) => inGroup.length > 0)
