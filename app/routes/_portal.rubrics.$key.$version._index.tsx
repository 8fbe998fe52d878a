import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findQuestions, findRubric } from '#app/domain/rubric-versions/index.server.ts'
import { found } from '#app/platform/http/found.server.ts'
import { contextOf } from '#app/platform/http/session.server.ts'
import { QuestionsPage } from '#app/ui/rubrics/questions-page.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  const { key, version = '' } = args.params
  const search = new URL(args.request.url).searchParams
  const as = search.get('as') === 'reviewer' ? ('reviewer' as const) : ('answerer' as const)
  const { mayReadScoring } = found(await findRubric(ctx, key, version), args.context)
  return {
    ...found(await findQuestions(ctx, key, version, as, search.get('lang')), args.context),
    base: `/rubrics/${key}/${version}`,
    as,
    mayReadScoring,
  }
}

export default function Questions() {
  return <QuestionsPage {...useLoaderData<typeof loader>()} />
}
