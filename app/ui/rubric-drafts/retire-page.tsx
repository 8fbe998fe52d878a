import { DRAFT_LIMITS, retireVersionInput } from '#app/domain/rubric-versions/index.ts'
import { Button } from '#app/ui/kit/button.tsx'
import { EmptyState } from '#app/ui/kit/empty-state.tsx'
import { PageHeader } from '#app/ui/kit/page-header.tsx'
import { TextArea } from '#app/ui/kit/text-area.tsx'
import { TextInput } from '#app/ui/kit/text-input.tsx'
import { type Refused, useWholeForm, WholeForm } from '#app/ui/kit/whole-form.tsx'
import { sayDay } from '#app/ui/kit/zoned.ts'

type RetirePageProps = {
  version: { id: string; key: string; version: string; title: string; retiredOn: string | null; next: string | null }
  today: string
  refused: Refused<Record<string, string>> | undefined
}

/** A lead ends a version; reviews that are pinned to it keep it. */
export function RetirePage({ version, today, refused }: RetirePageProps) {
  const { key, title, retiredOn, next } = version
  return (
    <>
      <PageHeader
        title={`Retire ${title} ${version.version}`}
        trail={[
          { to: '/rubrics', label: 'Rubrics' },
          { to: `/rubrics/${key}/${version.version}`, label: `${title} ${version.version}` },
        ]}
      />
      {retiredOn !== null ? (
        <EmptyState title={`It is retired from ${sayDay(retiredOn)}`}>
          Reviews that were started with it before keep it for ever.
        </EmptyState>
      ) : next === null ? (
        <EmptyState title="It is the only version in force">
          Without it no review could start. Publish another version first.
        </EmptyState>
      ) : (
        <RetireForm version={{ ...version, next }} today={today} refused={refused} />
      )}
    </>
  )
}

function RetireForm({
  version: { id: versionId, version, next },
  today,
  refused,
}: RetirePageProps & { version: { next: string } }) {
  const form = useWholeForm({
    schema: retireVersionInput,
    fresh: { retiredOn: today, reason: '' },
    input: (typed) => ({ ...typed, versionId }),
    refused,
    title: 'This was not done',
  })
  return (
    <WholeForm form={form} className="max-w-measure">
      <p className="mb-6">
        From that day new reviews start with {next}. Reviews that were started with {version} keep it for ever.
      </p>
      <TextInput {...form.field('retiredOn')} type="date" width="medium" label="From which day?" />
      <TextArea {...form.field('reason')} label="Why is it retired?" maxLength={DRAFT_LIMITS.reason} />
      <Button tone="danger" busy={form.sending}>
        Retire {version}
      </Button>
    </WholeForm>
  )
}
