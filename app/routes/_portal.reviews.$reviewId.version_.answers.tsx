import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findArchivedAnswers } from '#app/domain/reviews/index.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { contextOf } from '#app/platform/http/session.server.ts'
import { titleOf } from '#app/ui/record/titles.ts'
import { ArchivedPage } from '#app/ui/reviews/versions/archived-page.tsx'

export const meta: MetaFunction<typeof loader> = ({ data, location }) => [
  { title: data ? titleOf(data.review, location.pathname) : 'Plimsoll' },
]

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  const { archived, review, person } = found(await findArchivedAnswers(ctx, args.params.reviewId), args.context)
  return { archived, review: { code: review.code, title: review.title }, zone: person.timeZone }
}

export default function ArchivedAnswers() {
  return <ArchivedPage {...useLoaderData<typeof loader>()} />
}
