import { DRAFT_WORDS, type DraftBrief } from '#app/domain/rubric-versions/index.ts'
import { Moment } from '#app/ui/kit/moment.tsx'
import { PageHeader } from '#app/ui/kit/page-header.tsx'
import { Tag } from '#app/ui/kit/tag.tsx'
import { sayDay } from '#app/ui/kit/zoned.ts'
import { DRAFT_TONES } from './draft-words.ts'

/** The head of a proposed version: what, in which state, by whom, and its pages. */
export function DraftHeader({ draft, zone }: { draft: DraftBrief; zone: string }) {
  const base = `/rubrics/drafts/${draft.id}`
  const { key, version, title, state, proposer, proposedAt, effectiveOn, sha256 } = draft
  return (
    <PageHeader
      title={`${title} ${version}`}
      trail={[
        { to: '/rubrics', label: 'Rubrics' },
        { to: `/rubrics/${key}`, label: title },
      ]}
      tags={
        <>
          <Tag tone={DRAFT_TONES[state]}>{DRAFT_WORDS[state]}</Tag>
          <code className="text-xs text-ink-soft">
            {key}@{version}
          </code>
        </>
      }
      facts={[
        { label: 'Proposed by', value: proposer },
        { label: 'Proposed', value: <Moment at={proposedAt} zone={zone} dayOnly /> },
        { label: 'Compared with', value: draft.base ?? 'nothing: the rubric is new' },
        { label: 'Asked to be in force from', value: sayDay(effectiveOn) },
        { label: 'SHA-256', value: <code title={sha256}>{sha256.slice(0, 12)}</code> },
      ]}
      sections={[
        { to: base, label: 'Overview', end: true },
        { to: `${base}/consultation`, label: 'Consultation', count: draft.remarks.length },
        { to: `${base}/backtest`, label: 'Back-test' },
        ...(draft.may.read_scoring ? [{ to: `${base}/file`, label: 'File' }] : []),
        { to: `${base}/history`, label: 'History' },
      ]}
    />
  )
}
