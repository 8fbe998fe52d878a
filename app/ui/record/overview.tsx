import type { NextStep, Reopening, ReviewView } from '#app/domain/reviews/index.ts'
import { Moment } from '#app/ui/kit/moment.tsx'
import { Notice } from '#app/ui/kit/notice.tsx'
import { SummaryList } from '#app/ui/kit/summary-list.tsx'
import { TextLink } from '#app/ui/kit/text-link.tsx'
import { sayDay } from '#app/ui/kit/zoned.ts'
import { Journey } from './journey.tsx'
import { NextStepPanel } from './next-step-panel.tsx'
import { TIER_WORDS } from './tier-words.ts'

type Request = Pick<Reopening, 'by' | 'at' | 'note' | 'questions' | 'answeredSince'>
type OverviewProps = {
  review: ReviewView
  step: NextStep
  request: Request | null
  scoredAt: string | null
  viewer: { id: string; timeZone: string }
  now: Date
}

/** The first page of a review: whose turn it is, what the launch is, how it came here, and what else can be done. */
export function Overview({ review, step, request, scoredAt, viewer, now }: OverviewProps) {
  return (
    <>
      {review.nextId && (
        <Notice title="A newer review of this launch exists">
          This one stays as it was. <TextLink to={`/reviews/${review.nextId}`}>Go to the newer review</TextLink>
        </Notice>
      )}
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,2fr)_minmax(16rem,1fr)]">
        <div className="min-w-0">
          <NextStepPanel review={review} step={step} viewer={viewer} now={now} />
          {request && <StandingRequest request={request} zone={viewer.timeZone} />}
          <h2 className="mb-2 text-lg">The launch</h2>
          <p className="mb-6 max-w-measure whitespace-pre-line">{review.summary}</p>
          <SummaryList rows={factsOf(review)} />
          {review.may.answer && !review.previousId && (
            <p className="mt-3 mb-6">
              <TextLink to={`/reviews/${review.id}/launch`}>Correct the description, the date or the markets</TextLink>
            </p>
          )}
          <OtherActs review={review} />
        </div>
        <Journey review={review} scoredAt={scoredAt} zone={viewer.timeZone} />
      </div>
    </>
  )
}

function StandingRequest({ request, zone }: { request: Request; zone: string }) {
  const count = Object.keys(request.questions).length
  return (
    <section aria-labelledby="request" className="mb-8 max-w-measure border-l-4 border-warn pl-4">
      <h2 id="request" className="text-base">
        {request.by} asked for changes to {count} {count === 1 ? 'question' : 'questions'}
      </h2>
      <p className="mt-1 whitespace-pre-line">{request.note}</p>
      <p className="mt-1 text-xs text-ink-soft">
        <Moment at={request.at} zone={zone} />
        {request.answeredSince.length > 0 && ` · ${request.answeredSince.length} of ${count} answered since`}
      </p>
    </section>
  )
}

function factsOf({ markets, launchOn, tier, tierByRule, tierBecause, rubric, previousId }: ReviewView) {
  const raised = tier && tierByRule && tier !== tierByRule
  return [
    { key: 'launch', label: 'Planned launch', value: sayDay(launchOn) },
    { key: 'markets', label: 'Markets', value: markets.join(', ') },
    tier
      ? {
          key: 'tier',
          label: 'Tier',
          value: (
            <>
              {tier}, {TIER_WORDS[tier]}.
              {tierBecause && tierByRule && (
                <span className="block text-sm text-ink-soft">
                  {raised ? `The rules gave ${tierByRule}` : 'Because'}
                  {raised ? ', because ' : ' '}
                  {tierBecause}.
                </span>
              )}
              {raised && (
                <span className="block text-sm text-ink-soft">
                  It was raised to {tier}; the history says by whom and why.
                </span>
              )}
            </>
          ),
        }
      : { key: 'tier', label: 'Tier', value: 'Known when the triage is submitted' },
    { key: 'rubric', label: 'Questions', value: `${rubric.title}, version ${rubric.version}` },
    ...(previousId
      ? [
          {
            key: 'previous',
            label: 'Re-scoped from',
            value: <TextLink to={`/reviews/${previousId}`}>The review before</TextLink>,
          },
        ]
      : []),
  ]
}

/** What can be done besides the next step. Each act has a page of its own, which asks for its reason. */
function OtherActs({ review: { id, may, tier, nextId } }: Pick<OverviewProps, 'review'>) {
  const acts = [
    { open: may.take_over, path: 'reviewer', label: 'Take the review over' },
    { open: may.give_back, path: 'reviewer', label: 'Give the review back' },
    { open: may.raise_tier && tier !== 'T4', path: 'tier', label: 'Ask for a higher tier' },
    { open: may.rescope && nextId === null, path: 'rescope', label: 'Start a re-scoped review' },
    { open: may.withdraw, path: 'withdrawal', label: 'Withdraw from review' },
  ].filter(({ open }) => open)
  if (acts.length === 0) return null
  return (
    <section aria-labelledby="other-acts" className="mt-8" data-screen-only="">
      <h2 id="other-acts" className="mb-2 text-lg">
        What else you can do
      </h2>
      <ul className="space-y-2">
        {acts.map(({ path, label }) => (
          <li key={label}>
            <TextLink to={`/reviews/${id}/${path}`}>{label}</TextLink>
          </li>
        ))}
      </ul>
    </section>
  )
}
