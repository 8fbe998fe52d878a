import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import {
  listProposableFiles,
  mayPropose,
  proposeDraft,
  readProposableFile,
} from '#app/domain/rubric-versions/index.server.ts'
import { proposeDraftInput } from '#app/domain/rubric-versions/index.ts'
import { formOf } from '#app/platform/http/form.server.ts'
import { textsIn } from '#app/platform/http/form-texts.ts'
import { found } from '#app/platform/http/found.server.ts'
import { problemOfInput } from '#app/platform/http/problems.ts'
import { refused } from '#app/platform/http/refused.server.ts'
import { contextOf, withContext } from '#app/platform/http/session.server.ts'
import { PageHeader } from '#app/ui/kit/page-header.tsx'
import { DraftFiles } from '#app/ui/rubric-drafts/draft-files.tsx'
import { FileForm } from '#app/ui/rubric-drafts/file-form.tsx'

export const meta: MetaFunction = () => [{ title: 'Propose a version · Rubrics · Plimsoll' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const ctx = await contextOf(args)
  found(mayPropose(ctx), args.context)
  const file = new URL(args.request.url).searchParams.get('file')
  return { files: await listProposableFiles(ctx), file, source: (await readProposableFile(file)) ?? '' }
}

/** Proposes a version: its file and what it is to put right. */
export const action = (args: ActionFunctionArgs) =>
  withContext(args, async (ctx) => {
    found(mayPropose(ctx), args.context)
    const typed = textsIn(await formOf(args))
    const input = proposeDraftInput.safeParse({ source: typed.source ?? '', reason: typed.reason ?? '' })
    if (!input.success) return refused(problemOfInput(input.error), typed)
    const proposed = await proposeDraft(ctx, input.data)
    return proposed.ok ? redirect(`/rubrics/drafts/${proposed.value.draftId}`) : refused(proposed.problem, typed)
  })

export default function Propose() {
  const { files, file, source } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title="Propose a version"
        trail={[{ to: '/rubrics', label: 'Rubrics' }]}
        lead="It begins as a draft. You ask others what they think, it is replayed over the decided reviews, and a lead who did not propose it puts it in force."
      />
      <DraftFiles files={files} chosen={source ? file : null} />
      <FileForm
        key={file}
        fresh={{ reason: '', source }}
        button="Propose this version"
        refused={useActionData<typeof action>()}
      />
    </>
  )
}
