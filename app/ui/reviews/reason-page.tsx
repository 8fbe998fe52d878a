import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { REVIEW_LIMITS } from '#app/domain/reviews/review.ts'
import { Button } from '../kit/button.tsx'
import { ErrorSummary } from '../kit/error-summary.tsx'
import { TextArea } from '../kit/text-area.tsx'
import { TextLink } from '../kit/text-link.tsx'

export type Refused = {
  message: string
  fields: Readonly<Record<string, string>>
  typed: Readonly<Record<string, string>>
}

type ReasonPageProps = {
  title: string
  lead: ReactNode
  label: string
  hint?: string
  button: string
  backTo: string
  refused: Refused | undefined
  /** Fields before the reason. */
  children?: ReactNode
}

/** An act that needs a reason: what happens, why, and a way back. */
export function ReasonPage({ title, lead, label, hint, button, backTo, refused, children }: ReasonPageProps) {
  return (
    <div className="max-w-measure">
      {refused && <ErrorSummary title={refused.message} errors={errorsOf(refused)} />}
      <h2 className="text-lg">{title}</h2>
      <div className="mt-1 mb-6 text-ink-soft">{lead}</div>
      <Form method="post" noValidate>
        {children}
        <TextArea
          id="reason"
          name="reason"
          label={label}
          hint={hint}
          rows={3}
          maxLength={REVIEW_LIMITS.reason}
          error={refused?.fields.reason}
          defaultValue={refused?.typed.reason}
        />
        <div className="flex flex-wrap items-center gap-4">
          <Button>{button}</Button>
          <TextLink to={backTo}>Leave it as it is</TextLink>
        </div>
      </Form>
    </div>
  )
}

const errorsOf = ({ fields, message }: Refused) => {
  const errors = Object.entries(fields).map(([id, text]) => ({ id, message: text }))
  return errors.length > 0 ? errors : [{ id: 'reason', message }]
}
