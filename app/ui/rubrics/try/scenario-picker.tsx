import { useFetcher } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import type { ReadScenario } from '#app/domain/rubric-versions/try.ts'
import { Button } from '#app/ui/kit/button.tsx'
import { Notice } from '#app/ui/kit/notice.tsx'

type Loaded = Extract<ReadScenario, { ok: true }>

type ScenarioPickerProps = {
  scenarios: readonly { name: string; title: string }[]
  base: string
  loaded: Loaded | null
  onLoad: (scenario: Loaded) => void
  onReset: () => void
}

/** Answers that somebody wrote down with what must come of them, and the way back to none. */
export function ScenarioPicker({ scenarios, base, loaded, onLoad, onReset }: ScenarioPickerProps) {
  const { load, data, state } = useFetcher<ReadScenario>()
  const [name, setName] = useState('')
  const taken = useRef<ReadScenario>()
  useEffect(() => {
    if (!data || taken.current === data) return
    taken.current = data
    if (data.ok) onLoad(data)
  }, [data, onLoad])
  const get = () => name !== '' && load(`${base}/scenarios/${encodeURIComponent(name)}`)
  return (
    <div className="mb-6 border-y border-rule py-4">
      <div className="flex flex-wrap items-end gap-3">
        {scenarios.length > 0 && (
          <>
            <label className="min-w-0 grow basis-72 text-sm sm:max-w-xl">
              <span className="mb-1 block font-semibold">Scenario</span>
              <select
                value={name}
                onChange={(event) => setName(event.target.value)}
                className="h-9 w-full rounded-sm border border-rule-strong bg-sheet px-2"
              >
                <option value="">Choose one of {scenarios.length}</option>
                {scenarios.map((scenario) => (
                  <option key={scenario.name} value={scenario.name}>
                    {scenario.title}
                  </option>
                ))}
              </select>
            </label>
            <Button type="button" tone="quiet" busy={state !== 'idle'} onClick={get}>
              Load the scenario
            </Button>
          </>
        )}
        <Button type="button" tone="quiet" onClick={onReset}>
          Clear all answers
        </Button>
      </div>
      <p role="status" className="mt-2 text-sm text-ink-soft">
        {loaded ? `Loaded: ${loaded.title}. ${sayScoring(loaded)}` : sayNone(scenarios.length)}
      </p>
      {data && !data.ok && (
        <div className="mt-3">
          <Notice tone="warning" title={`“${data.title}” does not fit this version`}>
            {data.problems.join(' ')}
          </Notice>
        </div>
      )}
    </div>
  )
}

const sayNone = (scenarios: number): string =>
  scenarios > 0 ? 'No scenario is loaded; the answers are yours.' : 'No scenario is written for this version.'

/** A scenario may hold what a reviewer set; it stays as it is while the answers are changed. */
function sayScoring({ scoring, openConditions }: Loaded): string {
  const harms = Object.keys(scoring.harms ?? {}).length
  const credits = Object.keys(scoring.credits ?? {}).length
  const parts = [
    harms > 0 ? `${harms} ${harms === 1 ? 'harm' : 'harms'} scored by the reviewer` : '',
    credits > 0 ? `${credits} ${credits === 1 ? 'safeguard' : 'safeguards'} credited` : '',
    openConditions > 0 ? `${openConditions} open ${openConditions === 1 ? 'condition' : 'conditions'}` : '',
  ].filter((part) => part !== '')
  return parts.length > 0 ? `With it come ${parts.join(', ')}.` : ''
}
