import { type ChangeEvent, useState } from 'react'
import { CHOICE_KINDS } from '#app/domain/reviews/answer-form.ts'
import type { PublicQuestion } from '#app/rubric/public.ts'
import { useDesk, useTrouble } from '#app/ui/reviews/questions/desk.ts'
import { AnswerField } from '#app/ui/reviews/questions/fields.tsx'
import { WithoutAnswer } from '#app/ui/reviews/questions/without-answer.tsx'

/** A fact that a review would be given, set by hand. */
export function GivenQuestion({ question }: { question: PublicQuestion }) {
  const desk = useDesk()
  const [answer] = useState(() => desk.store.answerOf(question.id))
  const trouble = useTrouble(desk, question.id)
  const change = ({ target }: ChangeEvent<HTMLDivElement>) => {
    const field = target as EventTarget as HTMLInputElement
    if (field.form && field.name.startsWith('q~')) desk.changed(field.form, question, false)
  }
  return (
    <div onChange={change}>
      <AnswerField
        question={{ ...question, required: true }}
        name={question.id}
        answer={answer}
        error={trouble?.is === 'unfinished' ? trouble.message : undefined}
        rows={0}
      />
      {!CHOICE_KINDS.includes(question.kind) && (
        <WithoutAnswer question={question} name={question.id} answer={answer} />
      )}
    </div>
  )
}
