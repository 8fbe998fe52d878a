import { dueAt, type OwnCondition } from '#app/domain/reviews/index.ts'
import { ButtonLink } from '#app/ui/kit/button.tsx'
import { Due } from '#app/ui/kit/moment.tsx'
import { TextLink } from '#app/ui/kit/text-link.tsx'
import type { HomeViewer } from './home-page.tsx'

type OwnConditionsProps = { conditions: readonly OwnCondition[]; first: string | null; viewer: HomeViewer; now: Date }

/** Conditions of decisions that this person has to meet, the nearest first. */
export function OwnConditions({ conditions, first, viewer, now }: OwnConditionsProps) {
  return (
    <section aria-labelledby="conditions" className="mb-10">
      <h2 id="conditions" className="mb-2 text-lg">
        Conditions you own
        <span className="ml-2 text-sm font-normal text-ink-soft tabular-nums">{conditions.length}</span>
      </h2>
      <ul className="border-t border-rule">
        {conditions.map(({ id, reviewId, launch, text, dueOn, zone, ...gate }) => (
          <li
            key={id}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-rule py-2"
          >
            <div className="min-w-0 flex-1 basis-80">
              <p className="max-w-measure">{text}</p>
              <p className="text-sm text-ink-soft">
                <TextLink to={`/reviews/${reviewId}`}>{launch}</TextLink> · {gateWords(gate)} · due{' '}
                <Due at={dueAt(dueOn, zone)} zone={zone} yourZone={viewer.timeZone} now={now} />
              </p>
            </div>
            <ButtonLink
              to={`/reviews/${reviewId}/memo`}
              tone={id === first ? 'primary' : 'quiet'}
              className="max-sm:w-full"
            >
              Read the decision
              <span className="sr-only">: {launch}</span>
            </ButtonLink>
          </li>
        ))}
      </ul>
    </section>
  )
}

function gateWords({ gate, gateValue }: Pick<OwnCondition, 'gate' | 'gateValue'>): string {
  if (gate === 'before_launch') return 'before launch'
  return gate === 'before_ramp' ? `before more than ${gateValue} % see it` : `within ${gateValue} days of launch`
}
