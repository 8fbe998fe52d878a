import { useEffect, useState } from 'react'
import { type CompiledRubric, type EvaluationInput, type PathToYes, searchPathToYes } from '#app/rubric/index.ts'

export type PathSearch = { is: 'searching' } | { is: 'found'; path: PathToYes } | { is: 'none' }

const QUIET_MS = 900
const SLICE_MS = 8

/** The fewest changes to a better decision, searched in small slices once nothing has changed for a moment. */
export function usePath(
  compiled: CompiledRubric,
  input: EvaluationInput,
  known: PathToYes | null | undefined,
): PathSearch {
  const [search, setSearch] = useState<PathSearch>(told(known) ?? { is: 'searching' })
  useEffect(() => {
    if (known !== undefined) return
    setSearch({ is: 'searching' })
    let timer = setTimeout(begin, QUIET_MS)
    function begin() {
      const steps = searchPathToYes(compiled, input)
      const slice = () => {
        const until = performance.now() + SLICE_MS
        while (performance.now() < until) {
          const step = steps.next()
          if (step.done) return setSearch(step.value ? { is: 'found', path: step.value } : { is: 'none' })
        }
        timer = setTimeout(slice, SLICE_MS)
      }
      slice()
    }
    return () => clearTimeout(timer)
  }, [compiled, input, known])
  return search
}

const told = (known: PathToYes | null | undefined): PathSearch | undefined =>
  known === undefined ? undefined : known ? { is: 'found', path: known } : { is: 'none' }
