import type { ReactNode } from 'react'
import type * as z from 'zod'
import { REVIEW_LIMITS } from '#app/domain/reviews/review.ts'
import { Button, type ButtonTone } from '#app/ui/kit/button.tsx'
import { TextArea } from '#app/ui/kit/text-area.tsx'
import { type Refused, useWholeForm, WholeForm } from '#app/ui/kit/whole-form.tsx'

type ReasonFormProps<About> = {
  schema: z.ZodType<unknown, About & { onceKey: string; reason: string }>
  /** What the act is about: nobody types it. */
  about: About
  /** Made with the page: the same form sent twice is carried out once. */
  onceKey: string
  label: string
  hint?: string
  button: string
  tone?: ButtonTone
  refused: Refused<Record<string, string>> | undefined
  children?: ReactNode
}

/** One act on a review with its reason. */
export function ReasonForm<About extends { reviewId: string }>({
  schema,
  about,
  onceKey,
  label,
  hint,
  button,
  tone,
  refused,
  children,
}: ReasonFormProps<About>) {
  const form = useWholeForm({
    schema,
    fresh: { reason: '', onceKey },
    input: (draft) => ({ ...draft, ...about }),
    refused,
    title: 'This was not done',
  })
  return (
    <WholeForm form={form} className="max-w-measure">
      <input {...form.hidden('onceKey')} />
      {children}
      <TextArea {...form.field('reason')} label={label} hint={hint} maxLength={REVIEW_LIMITS.reason} />
      <Button tone={tone} busy={form.sending}>
        {button}
      </Button>
    </WholeForm>
  )
}
