import {
  dueAt,
  lineFor,
  OUTCOME_WORDS,
  type ReviewRowView,
  STATE_WORDS,
  type WorstLevels,
} from '#app/domain/reviews/index.ts'
import { type Column, DataTable } from '#app/ui/kit/data-table.tsx'
import { Tag } from '#app/ui/kit/tag.tsx'
import { TextLink } from '#app/ui/kit/text-link.tsx'
import { daysAway, sayDay, wallClock, zoneName } from '#app/ui/kit/zoned.ts'
import { TierBadge } from '#app/ui/reviews/tier.tsx'
import { LaunchGauge } from './launch-gauge.tsx'

export type Levels = Partial<Record<string, WorstLevels>>
type ReviewTableProps = {
  caption: string
  rows: readonly ReviewRowView[]
  levels: Levels
  viewer: { roles: readonly string[] }
  now: Date
  currentKey?: string | undefined
  /** A list of launches says whose they are; who reviews each stands on its page. */
  withReviewer?: boolean
}

/** Reviews as rows of one height: what it is, how heavy, where it stands, whose it is, by when. */
export function ReviewTable({ caption, rows, levels, viewer, now, currentKey, withReviewer = true }: ReviewTableProps) {
  const columns: Column<ReviewRowView>[] = [
    {
      key: 'launch',
      header: 'Launch',
      heads: true,
      cell: (row) => (
        <span className="sm:whitespace-nowrap">
          <span className="mr-2 text-xs font-normal text-ink-soft tabular-nums">{row.code}</span>
          <TextLink to={`/reviews/${row.id}`}>{row.title}</TextLink>
        </span>
      ),
    },
    { key: 'tier', header: 'Tier', cell: (row) => (row.tier ? <TierBadge tier={row.tier} /> : 'Not known yet') },
    { key: 'state', header: 'State', cell: (row) => <State row={row} /> },
    ...(Object.keys(levels).length > 0 ? [gauge(levels, viewer.roles)] : []),
    { key: 'team', header: 'Team', cell: (row) => <Team row={row} /> },
    ...(withReviewer ? [REVIEWER] : []),
    { key: 'due', header: 'Decision due', cell: (row) => <DueDay row={row} now={now} /> },
  ]
  return (
    // The table may be wider than the page: then it scrolls, by keyboard too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label={caption} tabIndex={0} className="sm:overflow-x-auto">
      <DataTable
        caption={caption}
        captionHidden
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        currentKey={currentKey}
      />
    </section>
  )
}

const REVIEWER: Column<ReviewRowView> = {
  key: 'reviewer',
  header: 'Reviewer',
  cell: (row) =>
    row.reviewer ? (
      <span className="whitespace-nowrap">{row.reviewer}</span>
    ) : (
      <span className="text-ink-soft">Nobody</span>
    ),
}

const gauge = (levels: Levels, roles: readonly string[]): Column<ReviewRowView> => ({
  key: 'gauge',
  header: 'Load line',
  cell: (row) => {
    const known = levels[row.id]
    if (!known) return <span className="text-ink-soft">Not scored</span>
    return (
      <LaunchGauge
        levels={known}
        line={lineFor(roles, row.state, { outcome: row.outcome, worst: known.worst?.current })}
      />
    )
  },
})

/** One line, cut where the table is full; the whole name stands in its title. */
const Team = ({ row: { team } }: { row: ReviewRowView }) => (
  <span title={team} className="inline-block max-w-28 truncate align-middle max-sm:max-w-none">
    {team}
  </span>
)

const SHORT: Partial<Record<ReviewRowView['state'], string>> = {
  draft: 'In triage',
  scored: 'Scored',
  escalated: 'With the council',
  logged: 'Logged',
}

function State({ row: { state, outcome, late } }: { row: ReviewRowView }) {
  return (
    <span className="inline-flex items-center gap-x-2 whitespace-nowrap max-sm:justify-end">
      {outcome ? OUTCOME_WORDS[outcome].noun : (SHORT[state] ?? STATE_WORDS[state])}
      {late && !outcome && <Tag tone="warning">Late intake</Tag>}
    </span>
  )
}

const CLOSED = ['decided', 'logged', 'withdrawn'] as const

/** The day counts in the team's zone; the exact hour stands in the title and on the review. */
function DueDay({ row, now }: { row: ReviewRowView; now: Date }) {
  if (!row.dueOn || CLOSED.some((state) => state === row.state)) return <span className="text-ink-soft">None</span>
  const zone = row.teamTimeZone
  const at = dueAt(row.dueOn, zone)
  return (
    <time
      dateTime={at.toISOString()}
      title={`${sayDay(row.dueOn)}, ${wallClock(at, zone).time} ${zoneName(zone)}`}
      className="sm:whitespace-nowrap"
    >
      <span className="whitespace-nowrap">{wallClock(at, zone).day}</span>
      <span className={at < now ? 'font-medium text-warn' : 'text-ink-soft'}> · {daysAway(at, now, zone)}</span>
    </time>
  )
}
