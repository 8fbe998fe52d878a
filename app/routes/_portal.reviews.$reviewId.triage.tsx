import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { confirmAnswer, findTriage, saveForm, submitTriage } from '#app/domain/reviews/index.server.ts'
import { confirmAnswerInput, submitTriageInput, typedIn } from '#app/domain/reviews/index.ts'
import { draw } from '#app/platform/chance.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { problemOfInput, statusOf } from '#app/platform/http/problems.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { TriagePage } from '#app/ui/reviews/questions/triage-page.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  const view = found(await findTriage(ctx, args.params.reviewId), args.context)
  return { view, onceKey: ctx.newId() }
}

export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const { params, context } = args
    const form = await formOf(args)
    const view = found(await findTriage(ctx, params.reviewId), context)
    const questions = view.part.sections.flatMap((section) =>
      section.questions.map((question) => ({
        key: `triage.${question.id}`,
        question,
        stored: view.answers[question.id],
      })),
    )
    // With JavaScript the answers are saved already and none are in the form.
    const sent = await saveForm(ctx, view.reviewId, questions, typedIn(form))
    const attempt = ctx.now.getTime()
    if (Object.keys(sent.conflicts).length > 0) return data({ sent, attempt }, { status: 409 })
    const confirmed = confirmAnswerInput.safeParse({ reviewId: view.reviewId, questionKey: form.get('confirm') })
    if (confirmed.success) {
      await confirmAnswer(ctx, confirmed.data)
      return redirect(`/reviews/${view.reviewId}/triage#${encodeURIComponent(confirmed.data.questionKey)}`)
    }
    const input = submitTriageInput.safeParse({ reviewId: view.reviewId, onceKey: form.get('onceKey') })
    const submitted = input.success
      ? await submitTriage(ctx, input.data, draw())
      : { ok: false as const, problem: problemOfInput(input.error) }
    if (submitted.ok) return redirect(`/reviews/${view.reviewId}/triage`)
    const { problem } = submitted
    const { message, fields: errors = { main: message } } = problem
    return data({ sent, attempt, message, errors }, { status: statusOf(problem) })
  })

export default function Triage() {
  const { view, onceKey } = useLoaderData<typeof loader>()
  const outcome = useActionData<typeof action>()
  const { sent, message, errors, attempt } = {
    sent: undefined,
    message: undefined,
    errors: undefined,
    attempt: 0,
    ...outcome,
  }
  return <TriagePage {...{ view, onceKey, sent, message, errors, attempt }} />
}
