import { GRADES, GRAVITIES, LIKELIHOODS, PROBABILITY_ANCHORS, type ScoreDraft } from '#app/domain/reviews/index.ts'
import { CONFIDENCE_GRADES, type HarmAssessment } from '#app/rubric/index.ts'
import { Button } from '#app/ui/kit/button.tsx'
import { CONTROL } from '#app/ui/kit/field.tsx'
import { StepPicker } from './step-picker.tsx'

export type ScoreChange = (change: Partial<ScoreDraft>, soon?: boolean) => void

type HarmFormProps = {
  harm: HarmAssessment
  draft: ScoreDraft
  version: number
  open: boolean
  awake: boolean
  errors: Readonly<Record<string, string>>
  onChange: ScoreChange
}

/** What the reviewer says of one harm. Every change counts at once; with JavaScript off it is a plain form with a button. */
export function HarmForm({ harm, draft, version, open, awake, errors, onChange }: HarmFormProps) {
  const id = `s-${harm.code}`
  return (
    <form method="post" className="grid gap-5" onSubmit={(event) => awake && event.preventDefault()}>
      <input type="hidden" name="act" value="score" />
      <input type="hidden" name="harm" value={harm.code} />
      <input type="hidden" name="version" value={version} />
      <div className="grid gap-5 sm:grid-cols-2">
        <div>
          <StepPicker
            name="likelihood"
            legend="Likelihood"
            keys="1–5"
            suggested={harm.suggested.likelihood}
            chosen={draft.likelihood}
            words={LIKELIHOODS}
            disabled={!open}
            onChoose={(likelihood) => onChange({ likelihood })}
          />
          <Reason
            id={`${id}-likelihoodReason`}
            name="likelihoodReason"
            shown={!awake || draft.likelihood !== null || errors.likelihoodReason !== undefined}
            label={`Why ${draft.likelihood ?? 'another step'} instead of ${harm.suggested.likelihood}?`}
            value={draft.likelihoodReason}
            error={errors.likelihoodReason}
            open={open}
            onChange={(likelihoodReason) => onChange({ likelihoodReason }, true)}
          />
        </div>
        <div>
          <StepPicker
            name="gravity"
            legend="Gravity"
            keys="shift 1–5"
            suggested={harm.suggested.gravity}
            chosen={draft.gravity}
            words={GRAVITIES}
            disabled={!open}
            onChoose={(gravity) => onChange({ gravity })}
          />
          <Reason
            id={`${id}-gravityReason`}
            name="gravityReason"
            shown={!awake || draft.gravity !== null || errors.gravityReason !== undefined}
            label={`Why ${draft.gravity ?? 'another step'} instead of ${harm.suggested.gravity}?`}
            value={draft.gravityReason}
            error={errors.gravityReason}
            open={open}
            onChange={(gravityReason) => onChange({ gravityReason }, true)}
          />
          <p className="mt-1 text-xs text-ink-soft">
            Never below {harm.floor} for this harm. Severity now {harm.inherent.severity}.
          </p>
        </div>
      </div>
      <div className="grid gap-5 sm:grid-cols-2">
        <Scope harm={harm} draft={draft} open={open} id={id} onChange={onChange} />
        <Probability draft={draft} open={open} id={id} error={errors.probability} onChange={onChange} />
      </div>
      <Grade draft={draft} open={open} id={id} onChange={onChange} />
      {open && !awake && (
        <div>
          <Button>Save {harm.code}</Button>
        </div>
      )}
    </form>
  )
}

type ReasonProps = {
  id: string
  name: string
  shown: boolean
  label: string
  value: string
  error: string | undefined
  open: boolean
  onChange: (text: string) => void
}

function Reason({ id, name, shown, label, value, error, open, onChange }: ReasonProps) {
  if (!shown) return null
  const missing = value.trim() === ''
  return (
    <div className="mt-2">
      <label htmlFor={id} className="text-sm">
        {label}
      </label>
      <textarea
        id={id}
        name={name}
        rows={2}
        value={value}
        readOnly={!open}
        maxLength={2000}
        onChange={(event) => onChange(event.target.value)}
        aria-describedby={error ? `${id}-error` : undefined}
        aria-invalid={error ? true : undefined}
        placeholder={missing && open ? 'It counts here at once, and is saved with its reason' : undefined}
        className={`${CONTROL} mt-0.5 field-sizing-content min-h-14 py-1.5 text-sm`}
      />
      {error && (
        <p id={`${id}-error`} className="text-sm font-semibold text-bad">
          {error}
        </p>
      )}
    </div>
  )
}

type PartProps = { draft: ScoreDraft; open: boolean; id: string; onChange: ScoreChange }

function Scope({ harm, draft, open, id, onChange }: PartProps & { harm: HarmAssessment }) {
  return (
    <fieldset disabled={!open}>
      <legend className="text-sm font-semibold">What makes it worse</legend>
      <label htmlFor={`${id}-scope`} className="mt-1 block text-sm">
        100,000 people or more could be reached
      </label>
      <select
        id={`${id}-scope`}
        name="wideScope"
        value={draft.wideScope}
        onChange={(event) => onChange({ wideScope: event.target.value as ScoreDraft['wideScope'] })}
        className={`${CONTROL} mt-0.5 h-9 max-w-72 text-sm`}
      >
        <option value="suggested">As the answers suggest: {harm.suggested.wideScope ? 'yes' : 'no'}</option>
        <option value="yes">Yes</option>
        <option value="no">No</option>
      </select>
      <input type="hidden" name="irreversible" value="no" />
      <label className="mt-2 flex min-h-6 items-center gap-2 text-sm">
        <input
          type="checkbox"
          name="irreversible"
          value="yes"
          checked={draft.irreversible === 'yes'}
          onChange={(event) => onChange({ irreversible: event.target.checked ? 'yes' : 'no' })}
          className="size-5"
        />
        It cannot be undone
      </label>
    </fieldset>
  )
}

function Probability({ draft, open, id, error, onChange }: PartProps & { error: string | undefined }) {
  return (
    <div>
      <label htmlFor={`${id}-probability`} className="text-sm font-semibold">
        Chance of a linked SEV1 or SEV2 within 90 days
      </label>
      <span className="mt-1 flex items-center gap-2">
        <input
          id={`${id}-probability`}
          name="probability"
          type="number"
          inputMode="decimal"
          min={0}
          max={100}
          step="any"
          readOnly={!open}
          value={draft.probability ?? ''}
          onChange={({ target }) => onChange({ probability: percentOf(target.value) }, true)}
          aria-describedby={`${id}-anchors`}
          aria-invalid={error ? true : undefined}
          className={`${CONTROL} h-9 max-w-24 text-right tabular-nums`}
        />
        <span className="text-sm text-ink-soft">%</span>
      </span>
      {error && <p className="text-sm font-semibold text-bad">{error}</p>}
      <p id={`${id}-anchors`} className="mt-1 text-xs text-ink-soft">
        {PROBABILITY_ANCHORS.map(({ percent, words }) => `${percent} % is ${words}`).join('; ')}.
      </p>
    </div>
  )
}

const percentOf = (text: string): number | null => (text === '' ? null : Math.min(100, Math.max(0, Number(text))))

function Grade({ draft, open, id, onChange }: PartProps) {
  return (
    <fieldset disabled={!open}>
      <legend className="text-sm font-semibold">How good is the evidence?</legend>
      {/* Nothing chosen posts an empty grade; a choice comes after it and counts. */}
      <input type="hidden" name="confidence" value="" />
      <div className="mt-1 grid gap-1 sm:grid-cols-2">
        {CONFIDENCE_GRADES.map((grade) => (
          <label
            key={grade}
            className="flex min-h-10 cursor-pointer items-center gap-2 rounded-sm border border-rule-strong bg-sheet px-2 py-1 text-sm hover:border-ink has-checked:border-accent has-checked:bg-accent-wash has-focus-visible:outline-3 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name="confidence"
              id={grade === 'A' ? `${id}-confidence` : undefined}
              value={grade}
              checked={draft.confidence === grade}
              onChange={() => onChange({ confidence: grade })}
              className="size-5 shrink-0"
            />
            <span className="leading-5">
              <b className="font-semibold">
                {grade} · {GRADES[grade].name}.
              </b>{' '}
              {GRADES[grade].means}.
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
