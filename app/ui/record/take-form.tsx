import { Form } from '@remix-run/react'
import { Button } from '#app/ui/kit/button.tsx'
import { Notice } from '#app/ui/kit/notice.tsx'

type TakeFormProps = { review: { id: string }; refused?: { problem: { message: string } } | undefined }

/** One press, no reason: nobody has it. */
export function TakeForm({ review, refused }: TakeFormProps) {
  return (
    <Form method="post" action={`/reviews/${review.id}/reviewer`}>
      {refused && <Notice tone="bad" title={refused.problem.message} />}
      <Button>Take the review</Button>
    </Form>
  )
}
