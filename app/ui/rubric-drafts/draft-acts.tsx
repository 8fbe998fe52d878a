import type { ReactNode } from 'react'
import type * as z from 'zod'
import {
  DRAFT_LIMITS,
  type DraftBrief,
  publishDraftInput,
  withdrawDraftInput,
} from '#app/domain/rubric-versions/index.ts'
import { Button, type ButtonTone } from '#app/ui/kit/button.tsx'
import { TextArea } from '#app/ui/kit/text-area.tsx'
import { TextLink } from '#app/ui/kit/text-link.tsx'
import { type Refused, useWholeForm, WholeForm } from '#app/ui/kit/whole-form.tsx'
import { sayDay } from '#app/ui/kit/zoned.ts'
import { ActPage } from '../record/act-page.tsx'

type ActProps = { draft: DraftBrief; refused: Refused<Record<string, string>> | undefined }

/** A lead who did not propose it puts a back-tested draft in force. */
export function PublishForm({ draft, refused }: ActProps) {
  const { title, version, effectiveOn, backtest, base, may } = draft
  return (
    <Act
      title="Publish it"
      open={may.publish}
      schema={publishDraftInput}
      label="Why is it ready?"
      hint="It is kept in the history, and shown with the version."
      button={`Publish ${version}`}
      draft={draft}
      refused={refused}
    >
      <p className="mb-3">
        New reviews start with {title} {version} from {sayDay(effectiveOn)}, or from today where that day is past. From
        then on it never changes. {base ? `Reviews that were submitted with ${base} keep it for ever.` : ''}
      </p>
      <p className="mb-6">
        {backtest?.flips ?? 0} of {backtest?.reviews ?? 0} decided reviews would have come out differently.{' '}
        <TextLink to="../backtest" relative="path">
          Look at the back-test
        </TextLink>
      </p>
    </Act>
  )
}

export function WithdrawDraftForm({ draft, refused }: ActProps) {
  return (
    <Act
      title="Withdraw the draft"
      open={draft.may.withdraw}
      schema={withdrawDraftInput}
      label="Why is it withdrawn?"
      hint="What was said and tested stays readable, and the version number is free again."
      button="Withdraw the draft"
      tone="danger"
      draft={draft}
      refused={refused}
    />
  )
}

type ActFormProps = ActProps & {
  title: string
  open: boolean
  schema: z.ZodType<unknown, { draftId: string; revision: string | number; reason: string }>
  label: string
  hint: string
  button: string
  tone?: ButtonTone
  children?: ReactNode
}

const CLOSED =
  'The draft does not stand where this is possible, or it is somebody else’s to do. Whoever proposed a version never publishes it.'

function Act({ title, open, draft, refused, ...form }: ActFormProps) {
  return (
    <ActPage title={title} open={open} refused={refused} closed={CLOSED}>
      <ActForm key={draft.revision} draft={draft} refused={refused} {...form} />
    </ActPage>
  )
}

function ActForm({
  draft: { id: draftId, revision },
  schema,
  label,
  hint,
  button,
  tone,
  refused,
  children,
}: Omit<ActFormProps, 'title' | 'open'>) {
  const form = useWholeForm({
    schema,
    fresh: { reason: '' },
    input: (typed) => ({ ...typed, draftId, revision }),
    refused,
    title: 'This was not done',
  })
  return (
    <WholeForm form={form} className="max-w-measure">
      <input type="hidden" name="revision" value={revision} />
      {children}
      <TextArea {...form.field('reason')} label={label} hint={hint} maxLength={DRAFT_LIMITS.reason} />
      <Button {...(tone && { tone })} busy={form.sending}>
        {button}
      </Button>
    </WholeForm>
  )
}
