import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { REVIEW_LIMITS } from '#app/domain/reviews/index.ts'
import { Button, type ButtonTone } from '#app/ui/kit/button.tsx'
import { ErrorSummary } from '#app/ui/kit/error-summary.tsx'
import { TextArea } from '#app/ui/kit/text-area.tsx'

export type FormRefused = {
  problem: { code: string; message: string; fields: Readonly<Record<string, string>> }
  typed: Readonly<Record<string, string>>
}

type ReasonFormProps = {
  action: string
  /** Tells the forms of one page apart. */
  name: string
  label: string
  hint?: string
  button: string
  tone?: ButtonTone
  refused?: FormRefused | undefined
  hidden?: Readonly<Record<string, string>>
  children?: ReactNode
}

/** One act with its reason. Posts to its own page, which shows the form again if it was refused: with or without JavaScript. */
export function ReasonForm({
  action,
  name,
  label,
  hint,
  button,
  tone,
  refused,
  hidden = {},
  children,
}: ReasonFormProps) {
  const id = `${name}-reason`
  return (
    <Form method="post" action={action} noValidate className="max-w-measure">
      {refused && <Trouble name={name} refused={refused} />}
      {Object.entries({ ...hidden, ...kept(hidden, refused) }).map(([key, value]) => (
        <input key={key} type="hidden" name={key} value={value} />
      ))}
      {children}
      <TextArea
        id={id}
        name="reason"
        label={label}
        hint={hint}
        required
        maxLength={REVIEW_LIMITS.reason}
        defaultValue={refused?.typed.reason}
        error={refused?.problem.fields.reason}
      />
      <Button tone={tone}>{button}</Button>
    </Form>
  )
}

function Trouble({ name, refused: { problem } }: { name: string; refused: FormRefused }) {
  const fields = Object.entries(problem.fields).map(([field, message]) => ({ id: `${name}-${field}`, message }))
  const errors = fields.length > 0 ? fields : [{ id: `${name}-reason`, message: problem.message }]
  return <ErrorSummary title={fields.length > 0 ? problem.message : 'This was not done'} errors={errors} />
}

/** A hidden value that was sent comes back as it was: the same form sent again is the same request. */
const kept = (hidden: Readonly<Record<string, string>>, refused: FormRefused | undefined) =>
  Object.fromEntries(Object.entries(refused?.typed ?? {}).filter(([key]) => Object.hasOwn(hidden, key)))
