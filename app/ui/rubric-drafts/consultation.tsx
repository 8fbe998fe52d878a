import type { DraftBrief, RemarkView } from '#app/domain/rubric-versions/index.ts'
import { DRAFT_LIMITS, openConsultationInput, remarkInput } from '#app/domain/rubric-versions/index.ts'
import { Button } from '#app/ui/kit/button.tsx'
import { EmptyState } from '#app/ui/kit/empty-state.tsx'
import { Moment } from '#app/ui/kit/moment.tsx'
import { Select } from '#app/ui/kit/select.tsx'
import { Tag } from '#app/ui/kit/tag.tsx'
import { TextArea } from '#app/ui/kit/text-area.tsx'
import { type Refused, useWholeForm, WholeForm } from '#app/ui/kit/whole-form.tsx'
import { TypedNotice } from '../record/typed-notice.tsx'

type ConsultationProps = {
  draft: DraftBrief
  zone: string
  /** Made with the page: the same remark sent twice is one. */
  remarkId: string
  refused: Refused<Record<string, string>> | undefined
}

/** What others said of a draft, and the form to say something. */
export function Consultation({ draft, zone, remarkId, refused }: ConsultationProps) {
  const { state, may, remarks } = draft
  return (
    <section aria-labelledby="consultation">
      <h2 id="consultation" className="mb-4 text-lg">
        Consultation
      </h2>
      {refused && !may.remark && refused.typed.act === 'remark' && (
        <TypedNotice problem={refused.problem} typed={refused.typed.text} />
      )}
      {state === 'draft' && may.consult && <OpenForm draft={draft} refused={refused} />}
      {remarks.length > 0 ? (
        <ol className="mb-8 max-w-measure">
          {remarks.map((remark) => (
            <Remark key={remark.id} remark={remark} parts={draft.parts} zone={zone} />
          ))}
        </ol>
      ) : (
        <EmptyState title="Nobody has said anything yet">
          {state === 'draft'
            ? 'Once its author opens the consultation, remarks appear here.'
            : 'Remarks appear here, each with the question it is about.'}
        </EmptyState>
      )}
      {may.remark && (
        <div className="mt-8">
          <RemarkForm key={remarkId} draft={draft} remarkId={remarkId} refused={refused} />
        </div>
      )}
    </section>
  )
}

function Remark({ remark, parts, zone }: { remark: RemarkView; parts: DraftBrief['parts']; zone: string }) {
  const about = parts.find(({ id }) => id === remark.about)
  return (
    <li className="border-b border-rule py-4 first:border-t">
      {remark.about && (
        <p className="mb-1 text-sm font-medium">
          {about?.text ?? 'A question that is no longer in it'} <code className="text-xs">{remark.about}</code>
        </p>
      )}
      <p className="whitespace-pre-line">{remark.text}</p>
      <p className="mt-1 flex flex-wrap items-center gap-2 text-xs text-ink-soft">
        {remark.who} · <Moment at={remark.at} zone={zone} />
        {!remark.ofThisText && <Tag>said of an earlier text</Tag>}
      </p>
    </li>
  )
}

function OpenForm({ draft, refused }: Pick<ConsultationProps, 'draft' | 'refused'>) {
  const { id: draftId, revision } = draft
  const form = useWholeForm({
    schema: openConsultationInput,
    fresh: { act: 'open' },
    input: () => ({ draftId, revision }),
    refused: refused?.typed.act === 'open' ? refused : undefined,
    title: 'This was not done',
    prefix: 'open',
  })
  return (
    <WholeForm form={form} className="mb-8 max-w-measure">
      <input {...form.hidden('act')} />
      <input type="hidden" name="revision" value={revision} />
      <p className="mb-4">
        Everybody in the portal will be able to read the questions; reviewers, leads, the council and consultants can
        say something about it. You can still change the text; it is a draft again then.
      </p>
      <Button busy={form.sending}>Open the consultation</Button>
    </WholeForm>
  )
}

function RemarkForm({ draft, remarkId, refused }: Omit<ConsultationProps, 'zone'>) {
  const form = useWholeForm({
    schema: remarkInput,
    fresh: { act: 'remark', remarkId, about: '', text: '' },
    input: ({ act: _, ...typed }) => ({ ...typed, draftId: draft.id }),
    refused: refused?.typed.act === 'remark' ? refused : undefined,
    title: 'Your remark was not kept yet',
    prefix: 'remark',
  })
  return (
    <WholeForm form={form} className="max-w-measure">
      <h3 className="mb-3 text-base">Say what you think</h3>
      <input {...form.hidden('act')} />
      <input {...form.hidden('remarkId')} />
      <Select
        {...form.field('about')}
        label="What is it about?"
        optional
        prompt="The whole version"
        options={draft.parts.map(({ id, text }) => ({ value: id, label: text === id ? id : `${text} (${id})` }))}
      />
      <TextArea {...form.field('text')} label="Your remark" maxLength={DRAFT_LIMITS.remark} />
      <Button busy={form.sending}>Add the remark</Button>
    </WholeForm>
  )
}
