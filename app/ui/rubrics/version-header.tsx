import { STANDING_WORDS, type VersionHead } from '#app/domain/rubric-versions/browse.ts'
import { CopyButton } from '#app/ui/kit/copy-button.tsx'
import { Moment } from '#app/ui/kit/moment.tsx'
import { PageHeader } from '#app/ui/kit/page-header.tsx'
import { Tag } from '#app/ui/kit/tag.tsx'
import { TextLink } from '#app/ui/kit/text-link.tsx'
import { sayDay } from '#app/ui/kit/zoned.ts'
import { Id } from './condition-words.tsx'
import { STANDING_TONES, sayForce } from './rubric-words.ts'

/** The head of every page of a version: which one, from when to when, and by what its content is known. */
export function VersionHeader({ head, zone }: { head: VersionHead; zone: string }) {
  const { key, version, title, summary, standing, effectiveOn, until, sha256, published, retired } = head
  const base = `/rubrics/${key}/${version}`
  return (
    <PageHeader
      title={`${title} ${version}`}
      trail={[{ to: '/rubrics', label: 'Rubrics' }]}
      lead={summary}
      tags={<Tag tone={STANDING_TONES[standing]}>{STANDING_WORDS[standing]}</Tag>}
      facts={[
        { label: 'Key', value: <Id>{key}</Id> },
        { label: 'In force', value: sayForce(standing, effectiveOn, until) },
        {
          label: 'Published',
          value: (
            <>
              <Moment at={published.at} zone={zone} dayOnly />
              {published.by ? ` by ${published.by}` : ', with the installation'}
            </>
          ),
        },
        ...(retired ? [{ label: 'Retired', value: `from ${sayDay(retired.on)} on, by ${retired.by}` }] : []),
        {
          label: 'Content (SHA-256)',
          value: (
            <span className="inline-flex flex-wrap items-center gap-x-3">
              <code className="font-mono" title={sha256}>
                {sha256.slice(0, 12)}
              </code>
              <CopyButton text={sha256} label="Copy all 64 characters" />
            </span>
          ),
        },
        ...(head.versions.length > 1 ? [{ label: 'Versions', value: <Versions head={head} /> }] : []),
      ]}
      actions={
        head.mayRetire &&
        !retired && (
          <TextLink to={`/rubrics/versions/${head.id}/retirement`} className="text-sm">
            Retire this version
          </TextLink>
        )
      }
      sections={[
        { to: base, label: 'Questions', end: true },
        ...(head.mayReadScoring
          ? [
              { to: `${base}/rules`, label: 'Rules' },
              { to: `${base}/try`, label: 'Try' },
            ]
          : []),
        { to: `${base}/changes`, label: 'Changes' },
        { to: `${base}/used-by`, label: 'Used by' },
      ]}
    />
  )
}

function Versions({ head: { key, version: current, versions } }: { head: VersionHead }) {
  return (
    <span className="flex flex-wrap gap-x-3">
      {versions.map(({ version, standing }) =>
        version === current ? (
          <b key={version} aria-current="true" className="font-semibold">
            {version}
          </b>
        ) : (
          <TextLink key={version} to={`/rubrics/${key}/${version}`}>
            {version}
            <span className="sr-only">, {STANDING_WORDS[standing]}</span>
          </TextLink>
        ),
      )}
    </span>
  )
}
