import {
  dayIn,
  dueAt,
  firstAct,
  type Home,
  type Lane,
  OUTCOME_WORDS,
  type ReviewRowView,
  rowAct,
  rowWaitsFor,
  STATE_WORDS,
} from '#app/domain/reviews/index.ts'
import { ButtonLink } from '#app/ui/kit/button.tsx'
import { Due, Moment } from '#app/ui/kit/moment.tsx'
import { PageHeader } from '#app/ui/kit/page-header.tsx'
import { Tag } from '#app/ui/kit/tag.tsx'
import { TextLink } from '#app/ui/kit/text-link.tsx'
import { sayDay } from '#app/ui/kit/zoned.ts'
import { TierBadge } from '#app/ui/reviews/tier.tsx'
import { type HomeWords, homeWordsFor } from './home-words.ts'
import { OwnConditions } from './own-conditions.tsx'

export type HomeViewer = { name: string; roles: readonly string[]; timeZone: string }
type HomePageProps = { home: Home; viewer: HomeViewer; now: Date }

/** What waits for me: what I must do, what I wait for, and what comes. */
export function HomePage({ home, viewer, now }: HomePageProps) {
  const words = homeWordsFor(viewer.roles)
  const { now: mine, waiting, comingUp, conditions, reopened } = home
  const first = firstAct(home, now)
  const at = { viewer, now, reopened }
  return (
    <>
      <PageHeader
        title="What waits for you"
        lead={words.lead}
        actions={
          words.describes && (
            <ButtonLink to="/launches/new" tone={first === null ? 'primary' : 'quiet'}>
              Describe a launch
            </ButtonLink>
          )
        }
      />
      {words.lanes ? (
        <>
          <LaneSection title="Needs you now" lane={mine} empty={words.now} all={words.allNow}>
            {(row) => <NowRow key={row.id} row={row} first={row.id === first} {...at} />}
          </LaneSection>
          {conditions.length > 0 && <OwnConditions conditions={conditions} first={first} viewer={viewer} now={now} />}
          <LaneSection title="Waiting for others" lane={waiting} empty={words.waiting}>
            {(row) => <WaitingRow key={row.id} row={row} {...at} />}
          </LaneSection>
          <LaneSection title={words.comingUpTitle} lane={comingUp} empty={words.comingUp}>
            {(row) => <ComingRow key={row.id} row={row} {...at} />}
          </LaneSection>
        </>
      ) : (
        <Today words={words} />
      )}
    </>
  )
}

type LaneProps = {
  title: string
  lane: Lane
  empty: string
  all?: { to: string; label: string } | undefined
  children: (row: ReviewRowView) => React.ReactNode
}

function LaneSection({ title, lane, empty, all, children }: LaneProps) {
  const id = title.toLowerCase().replaceAll(' ', '-')
  return (
    <section aria-labelledby={id} className="mb-10">
      <h2 id={id} className="mb-2 text-lg">
        {title}
        {lane.rows.length > 0 && (
          <span className="ml-2 text-sm font-normal text-ink-soft tabular-nums">
            {lane.rows.length}
            {lane.more && ' or more'}
          </span>
        )}
      </h2>
      {lane.rows.length === 0 ? (
        <p className="max-w-measure text-ink-soft">{empty}</p>
      ) : (
        <ul className="border-t border-rule">{lane.rows.map(children)}</ul>
      )}
      {lane.more && all && (
        <p className="mt-2 text-sm">
          <TextLink to={all.to}>{all.label}</TextLink>
        </p>
      )}
    </section>
  )
}

type RowProps = { row: ReviewRowView; viewer: HomeViewer; now: Date; reopened: Home['reopened'] }

function NowRow({ row, first, viewer, now, reopened }: RowProps & { first: boolean }) {
  const { label, path } = rowAct(row, reopened[row.id])
  return (
    <Row
      row={row}
      line={<DueOf row={row} viewer={viewer} now={now} />}
      act={
        <ButtonLink
          to={`/reviews/${row.id}${path && `/${path}`}`}
          tone={first ? 'primary' : 'quiet'}
          className="max-sm:w-full"
        >
          {label}
          <span className="sr-only">: {row.title}</span>
        </ButtonLink>
      }
    />
  )
}

function WaitingRow({ row, viewer, now, reopened }: RowProps) {
  return (
    <Row
      row={row}
      line={
        <>
          For {rowWaitsFor(row, reopened[row.id])}, since <Moment at={row.changedAt} zone={viewer.timeZone} />
          {row.dueOn && (
            <>
              {' · '}
              <DueOf row={row} viewer={viewer} now={now} />
            </>
          )}
        </>
      }
    />
  )
}

function ComingRow({ row, viewer, now }: RowProps) {
  const { label, path } = rowAct(row)
  return (
    <Row
      row={row}
      line={row.state === 'triaged' ? <DueOf row={row} viewer={viewer} now={now} /> : afterDecision(row, now)}
      act={
        row.state === 'decided' && (
          <TextLink to={`/reviews/${row.id}/${path}`} className="text-sm">
            {label}
            <span className="sr-only">: {row.title}</span>
          </TextLink>
        )
      }
    />
  )
}

function afterDecision({ outcome, launchOn, teamTimeZone }: ReviewRowView, now: Date): string {
  if (outcome === 'block') return 'Must not ship as it was described'
  return `Launch ${launchOn < dayIn(teamTimeZone, now) ? 'was planned' : 'planned'} for ${sayDay(launchOn)}`
}

function Row({ row, line, act }: { row: ReviewRowView; line: React.ReactNode; act?: React.ReactNode }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-rule py-2">
      <div className="min-w-0 flex-1 basis-80">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <TextLink to={`/reviews/${row.id}`} className="font-medium">
            {row.title}
          </TextLink>
          <span className="text-xs text-ink-soft">{row.code}</span>
          {row.tier && <TierBadge tier={row.tier} />}
          <span className="text-sm text-ink-soft">
            {row.outcome ? OUTCOME_WORDS[row.outcome].noun : STATE_WORDS[row.state]}
          </span>
          {row.late && row.state !== 'decided' && <Tag tone="warning">Late intake</Tag>}
        </p>
        <p className="text-sm text-ink-soft">{line}</p>
      </div>
      {act}
    </li>
  )
}

/** By when a decision is expected, or when the launch is planned while nobody can know that yet. */
function DueOf({ row, viewer, now }: { row: ReviewRowView; viewer: HomeViewer; now: Date }) {
  if (!row.dueOn) return <>Launch planned for {sayDay(row.launchOn)}</>
  const { teamTimeZone: zone } = row
  return (
    <>
      Decision due <Due at={dueAt(row.dueOn, zone)} zone={zone} yourZone={viewer.timeZone} now={now} />
    </>
  )
}

function Today({ words }: { words: HomeWords }) {
  return (
    <section aria-labelledby="today" className="max-w-measure">
      <h2 id="today" className="mb-2 text-lg">
        Nothing waits for you
      </h2>
      {words.today.map((sentence) => (
        <p key={sentence} className="mb-3">
          {sentence}
        </p>
      ))}
    </section>
  )
}
