import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findTriage, raiseTier } from '#app/domain/reviews/index.server.ts'
import { raiseTierInput } from '#app/domain/reviews/index.ts'
import { found } from '#app/platform/http/found.server.ts'
import { problemOfInput, statusOf } from '#app/platform/http/problems.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { TIERS, tierRank } from '#app/rubric/index.ts'
import { ChoiceGroup } from '#app/ui/kit/choice-group.tsx'
import { ReasonPage } from '#app/ui/reviews/reason-page.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  const { mayRaise, reviewId, tier, titles } = found(await findTriage(ctx, args.params.reviewId), args.context)
  const back = `/reviews/${reviewId}/triage`
  const above = TIERS.filter((one) => tier && tierRank(one) > Math.max(tierRank(tier), 1))
  if (!mayRaise || above.length === 0) throw redirect(back)
  return {
    back,
    choices: above.map((one) => ({ value: one, label: `${one}: ${titles[one].title}`, hint: titles[one].next })),
  }
}

export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    const form = await args.request.formData()
    const typed = { tier: String(form.get('tier') ?? ''), reason: String(form.get('reason') ?? '') }
    const input = raiseTierInput.safeParse({ reviewId: args.params.reviewId, ...typed })
    const raised = input.success
      ? await raiseTier(ctx, input.data)
      : { ok: false as const, problem: problemOfInput(input.error) }
    if (raised.ok) return redirect(`/reviews/${raised.value.reviewId}/triage`)
    const { message, fields = {} } = raised.problem
    return data({ message, fields, typed }, { status: statusOf(raised.problem) })
  })

export default function HigherTier() {
  const { back, choices } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <ReasonPage
      title="Ask for a closer look"
      lead="You may always ask for more than the rules do. Nobody needs to approve it, and it cannot be lowered again."
      label="What worries you?"
      hint="The reviewer starts from this."
      button="Ask for this tier"
      backTo={back}
      refused={refused}
    >
      <ChoiceGroup
        type="radio"
        id="tier"
        name="tier"
        label="How closely should it be looked at?"
        choices={choices}
        chosen={refused?.typed.tier ? [refused.typed.tier] : []}
        error={refused?.fields.tier && 'Choose a tier.'}
      />
    </ReasonPage>
  )
}
