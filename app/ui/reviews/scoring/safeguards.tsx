import type { HarmChoices } from '#app/domain/reviews/index.ts'
import { CONTROL_STATUSES, type Control, type ControlEffect, type HarmAssessment } from '#app/rubric/index.ts'
import { Button } from '#app/ui/kit/button.tsx'
import { CONTROL } from '#app/ui/kit/field.tsx'
import { SaveState } from '#app/ui/kit/save-state.tsx'
import { Tag } from '#app/ui/kit/tag.tsx'
import { SafeguardFacts } from '../answer-view.tsx'
import { STATUS_WORDS } from '../safeguard-words.ts'
import { Settle } from './settle.tsx'
import type { CreditDraft, LiveBench } from './use-bench.ts'

export const STRENGTHS = ['None', 'Weak', 'Solid', 'Strong'] as const

type SafeguardsProps = {
  controls: readonly Control[]
  harms: readonly HarmAssessment[]
  /** Every harm by group, for the names of codes. */
  choices: HarmChoices
  live: LiveBench
  awake: boolean
}

/** The safeguards the submitter described, and what the reviewer credits: strength and status as seen with their own eyes. */
export function Safeguards({ controls, harms, choices, live, awake }: SafeguardsProps) {
  return (
    <section aria-labelledby="safeguards" className="mt-10">
      <h2 id="safeguards" className="text-lg">
        Safeguards
      </h2>
      <p className="mt-1 max-w-measure text-sm text-ink-soft">
        Only what is tested or monitored counts now. Credit what you saw, not what is promised.
      </p>
      {controls.length === 0 ? (
        <p className="mt-3 text-sm">No safeguard is described.</p>
      ) : (
        <ul className="mt-3 border-t border-rule">
          {controls.map((control) => (
            <Safeguard
              key={control.id}
              control={control}
              effects={harms.flatMap(({ code, controls: all }) =>
                all.filter(({ id }) => id === control.id).map((effect) => ({ code, effect })),
              )}
              choices={choices}
              live={live}
              awake={awake}
            />
          ))}
        </ul>
      )}
    </section>
  )
}

type SafeguardProps = {
  control: Control
  effects: readonly { code: string; effect: ControlEffect }[]
  choices: HarmChoices
  live: LiveBench
  awake: boolean
}

function Safeguard({ control, effects, choices, live, awake }: SafeguardProps) {
  const credit = live.credits[control.id]
  const { phase, trouble, unfinished, version } = live.saves.statusOf(`credit:${control.id}`)
  const draft: CreditDraft = credit ?? { strength: control.strength, status: control.status, note: '' }
  const id = `c-${control.id}`
  const settle = (choice: 'mine' | 'theirs') => {
    if (choice === 'theirs') live.takeCredit(control.id, trouble?.standing?.theirs as CreditDraft)
    live.saves.settle(`credit:${control.id}`, choice)
  }
  return (
    <li id={id} className="border-b border-rule py-3 text-sm">
      <p>
        <b className="font-semibold">{control.name}</b> {credit && <Tag tone="accent">Credited</Tag>}
      </p>
      <SafeguardFacts control={control} harms={choices} />
      {effects.length > 0 && (
        <ul className="mt-1">
          {effects.map(({ code, effect }) => (
            <li key={code}>
              {code}: {effectText(effect)} {effect.because}
            </li>
          ))}
        </ul>
      )}
      {live.open && (
        <form
          method="post"
          className="mt-2 flex flex-wrap items-end gap-3"
          onSubmit={(event) => awake && event.preventDefault()}
        >
          <input type="hidden" name="act" value="credit" />
          <input type="hidden" name="controlId" value={control.id} />
          <input type="hidden" name="version" value={version} />
          <label className="text-xs">
            Strength
            <select
              name="strength"
              value={draft.strength}
              onChange={(event) => live.setCredit(control.id, { ...draft, strength: Number(event.target.value) })}
              className={`${CONTROL} h-9 text-sm`}
            >
              {STRENGTHS.map((word, strength) => (
                <option key={word} value={strength}>
                  {strength} · {word}
                </option>
              ))}
            </select>
          </label>
          <label className="text-xs">
            Status
            <select
              name="status"
              value={draft.status}
              onChange={(event) =>
                live.setCredit(control.id, { ...draft, status: event.target.value as CreditDraft['status'] })
              }
              className={`${CONTROL} h-9 text-sm`}
            >
              {CONTROL_STATUSES.map((status) => (
                <option key={status} value={status}>
                  {STATUS_WORDS[status]}
                </option>
              ))}
            </select>
          </label>
          <label className="grow basis-60 text-xs">
            What you saw
            <input
              name="note"
              value={draft.note}
              maxLength={2000}
              onChange={(event) => live.setCredit(control.id, { ...draft, note: event.target.value })}
              className={`${CONTROL} h-9 text-sm`}
            />
          </label>
          {!awake && <Button tone="quiet">Credit this safeguard</Button>}
          <div className="w-full">
            {phase && <SaveState phase={phase} />}
            {unfinished && <p className="font-semibold text-warn">Not saved yet: say what you saw.</p>}
            {trouble && (
              <div role="alert" className="font-semibold text-bad">
                {trouble.message}
                {trouble.standing && (
                  <>
                    <p className="font-normal text-ink">What stands now: {standingCredit(trouble.standing.theirs)}.</p>
                    <Settle awake={awake} onSettle={settle} />
                  </>
                )}
              </div>
            )}
          </div>
        </form>
      )}
      {!live.open && credit && <p className="mt-1">Credited: {standingCredit(credit)}</p>}
    </li>
  )
}

const standingCredit = (theirs: unknown): string => {
  const { strength, status, note } = theirs as CreditDraft
  return `${STRENGTHS[strength]?.toLowerCase()}, ${STATUS_WORDS[status].toLowerCase()}: “${note}”`
}

const effectText = ({ likelihood, severity, counts }: ControlEffect): string =>
  counts === 'no'
    ? ''
    : `${[likelihood > 0 ? `−${likelihood} likelihood` : '', severity > 0 ? `−${severity} severity` : ''].filter(Boolean).join(', ')}${counts === 'target' ? ' at target' : ''}.`
