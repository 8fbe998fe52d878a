import { dueAt, OUTCOME_WORDS, type ReviewView, STATE_WORDS, type WorstLevels } from '#app/domain/reviews/index.ts'
import type { Level } from '#app/rubric/rubric.ts'
import { Due } from '#app/ui/kit/moment.tsx'
import { PageHeader } from '#app/ui/kit/page-header.tsx'
import { Tag } from '#app/ui/kit/tag.tsx'
import { LaunchGauge } from '#app/ui/lists/launch-gauge.tsx'
import { TierBadge } from '#app/ui/reviews/tier.tsx'
import { sectionsOf } from './sections.ts'
import { stateTone } from './state-tone.ts'

type RecordHeaderProps = {
  review: ReviewView
  levels: WorstLevels | null
  line: Level
  viewer: { timeZone: string }
  now: Date
}

/** The head of every page of a review: what it is, where it stands, whose it is, by when, and how heavily it is loaded. */
export function RecordHeader({ review, levels, line, viewer, now }: RecordHeaderProps) {
  const { state, outcome, tier, team, submitter, reviewer, dueOn, teamTimeZone } = review
  const over = state === 'decided' || state === 'logged' || state === 'withdrawn'
  return (
    <PageHeader
      title={review.title}
      trail={[
        { to: '/launches', label: 'Launches' },
        { to: `/launches/${review.launchId}`, label: review.code },
      ]}
      tags={
        <>
          {tier && <TierBadge tier={tier} />}
          <Tag tone={stateTone(review)}>{outcome ? OUTCOME_WORDS[outcome].noun : STATE_WORDS[state]}</Tag>
          {review.late && <Tag tone="warning">Late intake</Tag>}
          {review.round > 1 && <Tag>Round {review.round}</Tag>}
          {review.auditSample && <Tag>Random audit</Tag>}
        </>
      }
      facts={[
        { label: 'Team', value: `${submitter}, ${team}` },
        ...(state === 'draft' || state === 'logged' ? [] : [{ label: 'Reviewer', value: reviewer ?? 'Nobody yet' }]),
        ...(dueOn && !over
          ? [
              {
                label: 'Decision due',
                value: <Due at={dueAt(dueOn, teamTimeZone)} zone={teamTimeZone} yourZone={viewer.timeZone} now={now} />,
              },
            ]
          : []),
      ]}
      aside={levels && <LaunchGauge levels={levels} line={line} />}
      sections={sectionsOf(review)}
    />
  )
}
