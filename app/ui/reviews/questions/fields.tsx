import { useId } from 'react'
import type { AnswerInput } from '#app/domain/reviews/schemas.ts'
import type { PublicQuestion } from '#app/rubric/public.ts'
import { type Choice, ChoiceGroup } from '../../kit/choice-group.tsx'
import { TextArea } from '../../kit/text-area.tsx'
import { TextInput } from '../../kit/text-input.tsx'
import { CharacterCount } from './character-count.tsx'
import { ControlsField } from './controls-field.tsx'
import { useDesk } from './desk.ts'
import { EvidenceField } from './evidence-field.tsx'
import { GridField } from './grid-field.tsx'
import { HarmsField } from './harms-field.tsx'
import { NA_WORDS, UNKNOWN_WORDS } from './without-answer.tsx'

export type AnswerFieldProps = {
  question: PublicQuestion
  /** The stored key: the name of the fields, and the id where a link to the question lands. */
  name: string
  answer: AnswerInput
  error: string | undefined
  /** Empty rows to begin with, where rows are free. */
  rows: number
}

/** The fields for one kind of answer. They hold their own state; nothing is drawn again while somebody types. */
export function AnswerField(props: AnswerFieldProps) {
  switch (props.question.kind) {
    case 'yes_no':
    case 'single':
    case 'multi':
    case 'scale':
      return <ChoiceField {...props} />
    case 'number':
    case 'probability':
      return <NumberField {...props} />
    case 'date':
      return <DateField {...props} />
    case 'text':
      return <LongTextField {...props} />
    case 'person':
      return <PersonField {...props} />
    case 'attest':
      return <AttestField {...props} />
    case 'evidence':
      return <EvidenceField {...props} />
    case 'harms':
      return <HarmsField {...props} />
    case 'controls':
      return <ControlsField {...props} />
    case 'grid':
      return <GridField {...props} />
  }
}

/** What every field says about its question. */
const common = ({ question, name, error }: AnswerFieldProps) => ({
  id: name,
  name: `q~${name}`,
  label: question.text,
  error,
  optional: !question.required,
})

const given = (answer: AnswerInput) => (answer.state === 'answered' ? answer.value : undefined)

function ChoiceField(props: AnswerFieldProps) {
  const { question, answer } = props
  const several = question.kind === 'multi'
  const value = given(answer)
  const chosen =
    answer.state === 'unknown' || answer.state === 'n_a'
      ? [answer.state]
      : value === undefined
        ? []
        : [value].flat().map(String)
  return (
    <ChoiceGroup
      {...common(props)}
      type={several ? 'checkbox' : 'radio'}
      choices={[...choicesOf(question), ...instead(question)]}
      chosen={chosen}
      inline={question.kind === 'yes_no'}
      columns={several && areShort(question)}
      hint={several ? 'Choose all that apply.' : undefined}
    />
  )
}

/** Many short choices are read faster side by side; sentences are not. */
const areShort = ({ options = [] }: PublicQuestion) =>
  options.length >= 5 && options.every(({ label }) => label.length <= 48)

const YES_NO: readonly Choice[] = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
]

function choicesOf({ kind, options, anchors }: PublicQuestion): readonly Choice[] {
  if (kind === 'scale')
    return (anchors ?? []).map((anchor, step) => ({ value: String(step), label: `${step}: ${anchor}` }))
  if (options) return options.map(({ value, label, hint }) => ({ value, label, hint }))
  return YES_NO
}

function instead({ allow_unknown, allow_na }: PublicQuestion): Choice[] {
  return [
    ...(allow_unknown ? [{ value: 'unknown', label: UNKNOWN_WORDS, apart: true }] : []),
    ...(allow_na ? [{ value: 'n_a', label: NA_WORDS, apart: !allow_unknown }] : []),
  ]
}

function NumberField(props: AnswerFieldProps) {
  const { question, answer } = props
  const unit = question.kind === 'probability' ? '%' : question.unit
  const value = given(answer)
  return (
    <TextInput
      {...common(props)}
      inputMode={question.integer ? 'numeric' : 'decimal'}
      autoComplete="off"
      width="short"
      unit={unit}
      hint={rangeOf(question)}
      maxLength={30}
      defaultValue={value === undefined ? undefined : String(value)}
    />
  )
}

function rangeOf({ kind, min, max, integer }: PublicQuestion): string | undefined {
  const from = kind === 'probability' ? 0 : min
  const to = kind === 'probability' ? 100 : max
  const what = integer ? 'A whole number' : 'A number'
  if (from !== undefined && to !== undefined)
    return `${what} from ${from.toLocaleString('en')} to ${to.toLocaleString('en')}.`
  return integer ? 'A whole number.' : undefined
}

function DateField(props: AnswerFieldProps) {
  const value = given(props.answer)
  return (
    <TextInput
      {...common(props)}
      type="date"
      width="medium"
      defaultValue={value === undefined ? undefined : String(value)}
    />
  )
}

function LongTextField(props: AnswerFieldProps) {
  const { question, name, answer } = props
  const value = given(answer)
  const most = question.max_length
  return (
    <>
      <TextArea
        {...common(props)}
        rows={5}
        hint={most === undefined ? undefined : `Up to ${most.toLocaleString('en')} characters.`}
        defaultValue={value === undefined ? undefined : String(value)}
      />
      {most !== undefined && <CharacterCount id={name} most={most} />}
    </>
  )
}

function PersonField(props: AnswerFieldProps) {
  const { people } = useDesk()
  const list = useId()
  const value = given(props.answer)
  return (
    <>
      <TextInput
        {...common(props)}
        hint="A name; colleagues are suggested while you type."
        list={list}
        autoComplete="off"
        width="medium"
        defaultValue={value === undefined ? undefined : String(value)}
      />
      <datalist id={list}>
        {people.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </>
  )
}

function AttestField(props: AnswerFieldProps) {
  const { question, answer } = props
  return (
    <ChoiceGroup
      {...common(props)}
      label="Please confirm"
      optional={false}
      type="checkbox"
      choices={[{ value: 'yes', label: question.text }]}
      chosen={given(answer) === true ? ['yes'] : []}
    />
  )
}
