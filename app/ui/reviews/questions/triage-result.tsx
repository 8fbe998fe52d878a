import { dueAt } from '#app/domain/reviews/calendar.ts'
import type { TriageView } from '#app/domain/reviews/questionnaire.ts'
import { ButtonLink } from '../../kit/button.tsx'
import { Due, Moment } from '../../kit/moment.tsx'
import { Tag } from '../../kit/tag.tsx'
import { TextLink } from '../../kit/text-link.tsx'
import { TierBadge } from '../tier.tsx'

/** What the triage came to: the tier, the rule that gave it, what follows and by when. */
export function TriageResult({ view }: { view: TriageView }) {
  const { tier, titles, because, byRule, state } = view
  if (!tier) return null
  const base = `/reviews/${view.reviewId}`
  const raised = byRule !== null && byRule !== tier
  return (
    <section aria-labelledby="result" className="mb-8 max-w-measure border-l-4 border-accent bg-sheet p-6">
      <h2 id="result" className="flex flex-wrap items-center gap-3 text-lg">
        <TierBadge tier={tier} /> {titles[tier].title}
      </h2>
      {because && (
        <p className="mt-3">
          {raised
            ? `The rules gave ${byRule}, because ${because}. It was raised to ${tier} since.`
            : `${tier}, because ${because}.`}
        </p>
      )}
      {/* What comes next is said to those who do it; to everybody else the overview says whose turn it is. */}
      {(view.mayAnswer || tier === 'T0') && <p className="mt-3">{titles[tier].next}</p>}
      <Timing view={view} />
      {view.auditSample && (
        <p className="mt-3 text-sm">
          This launch was drawn for the random audit. You can go ahead; somebody looks at it later and may ask you about
          it.
        </p>
      )}
      {view.mayAnswer && state === 'triaged' && (
        <p className="mt-5">
          <ButtonLink to={`${base}/questions`}>
            {tier === 'T1' ? 'Go through the checklist' : 'Answer the questions'}
          </ButtonLink>
        </p>
      )}
      {(view.mayRaise || (view.mayAnswer && state === 'triaged')) && (
        <ul className="mt-5 space-y-1 border-t border-rule pt-4 text-sm">
          {view.mayRaise && tier !== 'T4' && (
            <li>
              Worried all the same? <TextLink to={`${base}/tier`}>Ask for a closer look</TextLink>
            </li>
          )}
          {view.mayAnswer && state === 'triaged' && (
            <li>
              Something is wrong in the answers?{' '}
              <TextLink to={`${base}/triage/reopening`}>Open the triage again</TextLink>
            </li>
          )}
        </ul>
      )}
    </section>
  )
}

function Timing({ view: { tier, state, dueOn, late, launchOn, teamTimeZone, person, titles } }: { view: TriageView }) {
  if (!tier || tier === 'T0' || !dueOn || state === 'decided' || state === 'withdrawn') return null
  if (tier === 'T1') return <p className="mt-3">You can finish it today.</p>
  const days = titles[tier].days
  return (
    <div className="mt-3">
      <p>
        Expect a decision by <Due at={dueAt(dueOn, teamTimeZone)} zone={teamTimeZone} yourZone={person.timeZone} />:{' '}
        {days} business days{state === 'triaged' && ', counted anew on the day you submit your answers'}.
      </p>
      {late && (
        <p className="mt-2 text-sm">
          <Tag tone="warning">Late intake</Tag> The launch is planned for{' '}
          <Moment at={`${launchOn}T12:00:00Z`} zone="UTC" dayOnly />, which is sooner. Please plan for the later day;
          the tier does not get lower because of it.
        </p>
      )}
    </div>
  )
}
