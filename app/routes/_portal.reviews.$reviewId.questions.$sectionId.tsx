import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { confirmAnswer, findSection, saveForm } from '#app/domain/reviews/index.server.ts'
import { confirmAnswerInput, typedIn } from '#app/domain/reviews/index.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { noteVisit, visitedParts } from '#app/platform/http/visited.server.ts'
import { titleOf } from '#app/ui/record/titles.ts'
import { SectionPage } from '#app/ui/reviews/questions/section-page.tsx'

export const meta: MetaFunction<typeof loader> = ({ data, location }) => [
  { title: data ? titleOf(data.view, location.pathname, data.view.part.sections[0]?.title) : 'Plimsoll' },
]

/** How many empty rows "Add another row" brings without JavaScript. */
const MORE_ROWS = 3

export const loader = async (args: LoaderFunctionArgs) => {
  const { request, params, context } = args
  const ctx = await contextOf(args)
  const base = `/reviews/${params.reviewId}`
  const visited = await visitedParts(request, context, base, ctx.actor.id)
  const view = found(await findSection(ctx, params.reviewId, params.sectionId, visited), context)
  const more = new URL(request.url).searchParams.get('more')
  const headers = await noteVisit(context, base, ctx.actor.id, visited, view.part.sections[0]?.id ?? '')
  return data({ view, rows: more ? { [more]: MORE_ROWS } : {} }, headers && { headers })
}

/** Without JavaScript the whole section is one form; with it, answers are saved one by one and this is not called. */
export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const { params, context } = args
    const form = await formOf(args)
    const before = found(await findSection(ctx, params.reviewId, params.sectionId, []), context)
    const [section] = before.part.sections
    const questions = (section?.questions ?? []).map((question) => ({
      key: question.id,
      question,
      stored: before.answers[question.id],
    }))
    const open = questions.filter(({ key }) => !before.closed.includes(key))
    const sent = await saveForm(ctx, before.reviewId, open, typedIn(form))
    if (Object.keys(sent.conflicts).length > 0) return data(sent, { status: 409 })
    if (Object.keys(sent.problems).length > 0) return data(sent, { status: 422 })
    const here = `/reviews/${before.reviewId}/questions/${before.part.sections[0]?.id}`
    const confirmed = confirmAnswerInput.safeParse({ reviewId: before.reviewId, questionKey: form.get('confirm') })
    if (confirmed.success) {
      await confirmAnswer(ctx, confirmed.data)
      return redirect(`${here}#${encodeURIComponent(confirmed.data.questionKey)}`)
    }
    const more = form.get('more')
    if (typeof more === 'string')
      return redirect(`${here}?${new URLSearchParams({ more })}#${encodeURIComponent(more)}`)
    const after = found(await findSection(ctx, params.reviewId, params.sectionId, []), context)
    const missing = after.tasks.find(({ id }) => id === section?.id)
    const appeared =
      after.tasks.length > 0 &&
      missing &&
      missing.asked > (before.tasks.find(({ id }) => id === section?.id)?.asked ?? 0)
    // An answer brought up more questions on this page: they come before the next one.
    if (appeared) return redirect(here)
    return redirect(
      after.next ? `/reviews/${before.reviewId}/questions/${after.next.id}` : `/reviews/${before.reviewId}/check`,
    )
  })

export default function Section() {
  const { view, rows } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return <SectionPage key={view.part.sections[0]?.id} view={view} rows={rows} sent={sent} />
}
