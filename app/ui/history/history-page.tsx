import { ROLE_NAMES, type Role } from '#app/domain/people/people.ts'
import { Disclosure } from '#app/ui/kit/disclosure.tsx'
import { EmptyState } from '#app/ui/kit/empty-state.tsx'
import { FilterChips } from '#app/ui/kit/filter-chips.tsx'
import { Moment } from '#app/ui/kit/moment.tsx'
import { Timeline, type TimelineEntry } from '#app/ui/kit/timeline.tsx'
import { zoneName } from '#app/ui/kit/zoned.ts'
import { byDay, groupEntries, type Item, isAnswer, type Shown } from './group.ts'

type HistoryPageProps = {
  entries: readonly Shown[]
  answers: 'shown' | 'hidden' | 'closed'
  base: string
  zone: string
}

/** Everything that ever happened to a review and its launch, the newest first. */
export function HistoryPage({ entries, answers, base, zone }: HistoryPageProps) {
  const shown = answers === 'hidden' ? entries.filter((entry) => !isAnswer(entry)) : entries
  const days = byDay(groupEntries(shown), zone)
  return (
    <>
      <h2 className="mb-1 text-lg">History</h2>
      <p className="mb-4 max-w-measure text-sm text-ink-soft">
        Every change since the launch was described, the newest first. Times are {zoneName(zone)} time. Entries cannot
        be changed or removed.
      </p>
      {answers !== 'closed' && (
        <FilterChips
          label="Show"
          chips={[
            { label: 'Answers', to: answers === 'hidden' ? base : `${base}?answers=off`, on: answers === 'shown' },
          ]}
        />
      )}
      {days.length === 0 && <EmptyState title="Only answers so far">Turn the answers on to see them.</EmptyState>}
      {days.map(({ day, items }) => (
        <section key={day} aria-label={day} className="mb-8">
          <h3 className="mb-3 text-base">{day}</h3>
          <Timeline
            label={`What happened on ${day}`}
            zone={zone}
            timeOnly
            entries={items.map((item) => entryOf(item, zone))}
          />
        </section>
      ))}
    </>
  )
}

function entryOf({ key, entries }: Item, zone: string): TimelineEntry {
  const [first, ...more] = entries
  const alone = more.length === 0
  return {
    key,
    sentence: alone ? `${first.sentence}.` : `${first.who} saved ${entries.length} answers.`,
    who: first.who === 'The system' ? 'The system' : `${first.who} as ${roleWords(first.role)}`,
    at: first.at,
    ...(alone && first.why ? { why: asSentence(first.why) } : {}),
    ...(alone && first.hash ? { source: <Recorded entry={first} /> } : {}),
    ...(alone ? {} : { more: <Answers entries={entries} zone={zone} /> }),
  }
}

/** The reason of a rule is written to follow “because”; here it stands alone. */
const asSentence = (why: string): string => why.charAt(0).toUpperCase() + why.slice(1)

function Answers({ entries, zone }: { entries: readonly Shown[]; zone: string }) {
  return (
    <Disclosure summary={`Show the ${entries.length} answers`}>
      <ul>
        {entries.map((entry) => (
          <li key={entry.key} className="py-1">
            {entry.sentence}
            <span className="block text-xs text-ink-soft">
              <Moment at={entry.at} zone={zone} timeOnly />
              {entry.hash && (
                <>
                  {' · '}
                  <Recorded entry={entry} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}

/** For auditors: the place in the chain, and the start of the hash that seals it. */
function Recorded({ entry: { seq, hash } }: { entry: Shown }) {
  return (
    <>
      entry {seq}, sealed <code title={hash ?? undefined}>{hash?.slice(0, 12)}</code>
    </>
  )
}

const roleWords = (role: string): string => (Object.hasOwn(ROLE_NAMES, role) ? ROLE_NAMES[role as Role] : role)
