import { ROLE_NAMES, type Role } from '#app/domain/people/people.ts'
import type { DraftEntry } from '#app/domain/rubric-versions/index.ts'
import { Timeline } from '#app/ui/kit/timeline.tsx'
import { zoneName } from '#app/ui/kit/zoned.ts'

/** Everything that happened to a proposed version, the newest first. */
export function DraftHistory({ entries, zone }: { entries: readonly DraftEntry[]; zone: string }) {
  return (
    <section aria-labelledby="history">
      <h2 id="history" className="mb-1 text-lg">
        History
      </h2>
      <p className="mb-4 max-w-measure text-sm text-ink-soft">
        Times are {zoneName(zone)} time. Entries cannot be changed or removed.
      </p>
      <Timeline
        label="What happened to this version"
        zone={zone}
        entries={entries.map(({ key, sentence, who, role, at, why }) => ({
          key,
          sentence: `${sentence}.`,
          who: `${who} as ${Object.hasOwn(ROLE_NAMES, role) ? ROLE_NAMES[role as Role] : role}`,
          at,
          ...(why ? { why } : {}),
        }))}
      />
    </section>
  )
}
