import type { Names } from '../diff/condition-text.ts'
import { choicesOf, type Rubric } from '../rubric.ts'

/** Questions by what they ask and answers by their labels, for conditions that people read. */
export function namesIn(rubric: Rubric): Names {
  const questions = rubric.sections.flatMap((section) => section.questions)
  const asked = new Map([...(rubric.given ?? []), ...questions].map((one) => [one.id, one] as const))
  return {
    asked: (id) => `“${asked.get(id)?.text ?? id}”`,
    value: (id, value) => {
      if (value === 'unknown') return 'not known'
      if (value === 'blank') return 'left open'
      const one = asked.get(id)
      const label = one && 'options' in one ? one.options?.find((option) => option.value === value)?.label : undefined
      if (label) return `“${label}”`
      return one?.kind === 'yes_no' || !one || !choicesOf(one) ? String(value) : `“${value}”`
    },
  }
}
