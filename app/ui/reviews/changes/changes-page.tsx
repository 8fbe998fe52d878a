import type { ChangeDesk } from '#app/domain/reviews/index.ts'
import { EmptyState } from '#app/ui/kit/empty-state.tsx'
import { Moment } from '#app/ui/kit/moment.tsx'
import { TextLink } from '#app/ui/kit/text-link.tsx'
import { TypedNotice } from '#app/ui/record/typed-notice.tsx'
import { RequestForm } from './request-form.tsx'

type ChangesPageProps = ChangeDesk & { viewer: { timeZone: string } } & Pick<
    Parameters<typeof RequestForm>[0],
    'onceKey' | 'chosen' | 'refused'
  >

/** Which answers must change before it can go on, and why; or the request that stands. */
export function ChangesPage({ review, why, request, questions, viewer, onceKey, chosen, refused }: ChangesPageProps) {
  return (
    <>
      {request && <Request request={request} reviewId={review.id} timeZone={viewer.timeZone} />}
      {why === null ? (
        <RequestForm
          key={review.id}
          review={review}
          questions={questions}
          onceKey={onceKey}
          chosen={chosen}
          refused={refused}
        />
      ) : (
        <>
          {refused && <TypedNotice problem={refused.problem} typed={refused.typed.note} />}
          {!request && (
            <EmptyState title="No changes were requested">
              <p>{why}</p>
            </EmptyState>
          )}
        </>
      )}
    </>
  )
}

type RequestProps = { request: NonNullable<ChangeDesk['request']>; reviewId: string; timeZone: string }

function Request({ request, reviewId, timeZone }: RequestProps) {
  return (
    <section aria-labelledby="request" className="mb-10 max-w-measure border-l-4 border-accent pl-4">
      <h2 id="request" className="text-lg">
        {request.standing ? 'Changes requested' : `Changes requested in round ${request.round}, since answered`}
      </h2>
      <p className="text-sm text-ink-soft">
        {request.by}, <Moment at={request.at} zone={timeZone} />
      </p>
      <p className="mt-2 whitespace-pre-line">{request.note}</p>
      <ul className="mt-3 space-y-2">
        {request.questions.map(({ key, text, note, sectionId }) => (
          <li key={key}>
            {request.standing && sectionId ? (
              <TextLink to={`/reviews/${reviewId}/questions/${sectionId}#${key}`}>{text}</TextLink>
            ) : (
              text
            )}
            {note && <p className="text-sm text-ink-soft">{note}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}
