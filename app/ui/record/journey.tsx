import { OUTCOME_WORDS, type ReviewView } from '#app/domain/reviews/index.ts'
import { Moment } from '#app/ui/kit/moment.tsx'
import { TextLink } from '#app/ui/kit/text-link.tsx'

type JourneyProps = { review: ReviewView; scoredAt: string | null; zone: string }
type Step = { label: string; at: string | null; reached: boolean; note?: string | undefined }

/** The way of a review, with the dates it has behind it. */
export function Journey({ review, scoredAt, zone }: JourneyProps) {
  const steps = stepsOf(review, scoredAt)
  const current = steps.findLastIndex(({ reached }) => reached)
  return (
    <section aria-labelledby="journey" className="text-sm">
      <h2 id="journey" className="mb-3 text-base">
        The way of this review
      </h2>
      <ol className="border-l border-rule-strong">
        {steps.map(({ label, at, reached, note }, index) => (
          <li key={label} aria-current={index === current ? 'step' : undefined} className="relative pb-4 pl-5">
            <span
              aria-hidden="true"
              className={`absolute top-1 -left-[6px] size-[11px] rounded-full border-2 ${reached ? 'border-accent bg-accent' : 'border-rule-strong bg-paper'}`}
            />
            <p className={reached ? 'font-medium' : 'text-ink-soft'}>{label}</p>
            {at && (
              <p className="text-xs text-ink-soft">
                <Moment at={at} zone={zone} />
              </p>
            )}
            {note && <p className="text-xs text-ink-soft">{note}</p>}
            {!reached && <span className="sr-only">Not yet</span>}
          </li>
        ))}
      </ol>
      <p className="mt-1">
        <TextLink to={`/reviews/${review.id}/history`}>See the whole history</TextLink>
      </p>
    </section>
  )
}

function stepsOf(review: ReviewView, scoredAt: string | null): Step[] {
  const { state, tier, outcome, round, createdAt, triagedAt, submittedAt, decidedAt, changedAt } = review
  const began: Step = { label: 'Launch described', at: createdAt, reached: true }
  const triaged: Step = { label: tier ? `Triaged as ${tier}` : 'Triage', at: triagedAt, reached: triagedAt !== null }
  const submitted: Step = {
    label: 'Submitted for review',
    at: submittedAt,
    reached: submittedAt !== null,
    note: round > 1 ? `Round ${round}` : state === 'changes_requested' ? 'Changes were requested' : undefined,
  }
  const judged = state === 'scored' || state === 'escalated' || state === 'decided'
  const decision: Step = {
    label: outcome ? OUTCOME_WORDS[outcome].noun : 'Decision',
    at: decidedAt,
    reached: outcome !== null,
  }
  const past = [began, triaged, submitted].filter(({ reached }) => reached)
  if (state === 'withdrawn') return [...past, { label: 'Withdrawn', at: changedAt, reached: true }]
  if (state === 'logged') return [...past, { label: 'Logged, may go ahead', at: null, reached: true }]
  if (tier === 'T1') return [began, triaged, { label: 'Checklist complete', at: null, reached: false }]
  return [
    began,
    triaged,
    submitted,
    { label: 'Scored', at: scoredAt, reached: judged },
    ...(state === 'escalated' ? [{ label: 'Escalated to the safety council', at: null, reached: true }] : []),
    decision,
  ]
}
