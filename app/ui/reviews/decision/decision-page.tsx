import { type DecisionDesk, OUTCOME_WORDS, type ReviewView } from '#app/domain/reviews/index.ts'
import { EmptyState } from '#app/ui/kit/empty-state.tsx'
import { Moment } from '#app/ui/kit/moment.tsx'
import { TextLink } from '#app/ui/kit/text-link.tsx'
import { TypedNotice } from '#app/ui/record/typed-notice.tsx'
import { LevelBadge } from '../level.tsx'
import { DecisionForm } from './decision-form.tsx'
import { LevelsTable } from './levels-table.tsx'

type DecisionPageProps = {
  review: ReviewView
  desk: DecisionDesk | null
  why: string | null
  viewer: { timeZone: string }
} & Pick<Parameters<typeof DecisionForm>[0], 'onceKey' | 'refused'>

/** Where a launch is decided: the proposal and what it rests on, then the decision, or who has the key. */
export function DecisionPage({ review, desk, why, viewer, onceKey, refused }: DecisionPageProps) {
  if (!desk)
    return (
      <EmptyState title="Not decided yet">
        <p>{why}</p>
      </EmptyState>
    )
  return (
    <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="min-w-0">
        {why ? (
          <>
            {refused && <TypedNotice problem={refused.problem} typed={refused.typed.reasons} />}
            <EmptyState title="Not yours to decide at this moment">
              <p>{why}</p>
            </EmptyState>
          </>
        ) : (
          <>
            <h2 className="text-lg">Decide</h2>
            <p className="mt-1 text-sm text-ink-soft">
              {desk.key}.{' '}
              {review.may.request_changes && (
                <>
                  Something still unclear? <TextLink to={`/reviews/${review.id}/changes`}>Request changes</TextLink>{' '}
                  instead.
                </>
              )}
            </p>
            <DecisionForm key={review.id} review={review} desk={desk} onceKey={onceKey} refused={refused} />
          </>
        )}
      </div>
      <aside aria-label="What it rests on" className="min-w-0 text-sm lg:border-l lg:border-rule lg:pl-6">
        <h2 className="text-base">The rules propose: {OUTCOME_WORDS[desk.proposal].button}</h2>
        <p className="mt-1 flex items-center gap-2">
          Worst now <LevelBadge level={desk.residual} />
        </p>
        <ul className="mt-2 list-disc space-y-1 pl-5">
          {desk.reasons.map((reason) => (
            <li key={`${reason.code}${reason.about}`}>
              {reason.text} {reason.remedy && <span className="text-ink-soft">{reason.remedy}</span>}
            </li>
          ))}
        </ul>
        {desk.pathTo && (
          <>
            <h3 className="mt-4 font-semibold">Path to "{OUTCOME_WORDS[desk.pathTo].noun}"</h3>
            <ol className="mt-1 list-decimal space-y-1 pl-5">
              {desk.path.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </>
        )}
        {desk.before.map((one) => (
          <div key={one.decidedAt} className="mt-4 border-l-2 border-rule-strong pl-3">
            <p>
              <b className="font-semibold">
                {one.decidedBy}, {one.authority}:
              </b>{' '}
              {OUTCOME_WORDS[one.outcome].noun}, <Moment at={one.decidedAt} zone={viewer.timeZone} />
            </p>
            <p className="mt-1 whitespace-pre-line">{one.reasons}</p>
          </div>
        ))}
        <p className="mt-4">
          <TextLink to={`/reviews/${review.id}/scoring`}>See the answers and scores behind it</TextLink>
        </p>
      </aside>
      <section aria-labelledby="levels" className="lg:col-span-2">
        <h2 id="levels" className="mb-2 text-lg">
          Residual levels
        </h2>
        <LevelsTable levels={desk.levels} line={desk.line} />
      </section>
    </div>
  )
}
