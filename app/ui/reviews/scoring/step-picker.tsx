type StepPickerProps = {
  name: string
  legend: string
  /** What the answers suggest; choosing it leaves the score to the answers. */
  suggested: number
  chosen: number | null
  words: readonly string[]
  disabled: boolean
  keys: string
  onChoose: (step: number | null) => void
}

/** One of five steps. The suggested one posts an empty value: left to the answers, it moves along when they change. */
export function StepPicker({ name, legend, suggested, chosen, words, disabled, keys, onChoose }: StepPickerProps) {
  const present = chosen ?? suggested
  return (
    <fieldset disabled={disabled} className="min-w-0">
      <legend className="text-sm font-semibold">
        {legend} <span className="font-normal text-ink-soft max-sm:hidden print:hidden">({keys})</span>
      </legend>
      <div className="mt-1 flex max-w-72">
        {[1, 2, 3, 4, 5].map((step) => (
          <label
            key={step}
            title={words[step - 1]}
            className={`-ml-px grid h-10 flex-1 cursor-pointer place-items-center border border-rule-strong bg-sheet text-base tabular-nums first:ml-0 hover:border-ink has-checked:z-1 has-checked:border-accent has-checked:bg-accent has-checked:font-bold has-checked:text-on-accent has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus has-disabled:cursor-default ${step === suggested ? 'underline decoration-2 underline-offset-4' : ''}`}
          >
            <input
              type="radio"
              name={name}
              value={step === suggested ? '' : step}
              checked={step === present}
              onChange={() => onChoose(step === suggested ? null : step)}
              className="sr-only"
            />
            <span aria-hidden="true">{step}</span>
            <span className="sr-only">
              {step}: {words[step - 1]}
              {step === suggested ? ', as the answers suggest' : ''}
            </span>
          </label>
        ))}
      </div>
      <p className="mt-1 text-xs text-ink-soft">
        {words[present - 1]}.{' '}
        {chosen === null ? 'As the answers suggest.' : `The answers suggest ${suggested} (underlined).`}
      </p>
    </fieldset>
  )
}
