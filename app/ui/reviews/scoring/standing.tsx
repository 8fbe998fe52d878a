import type { Bench } from '#app/domain/reviews/index.ts'
import { Button } from '#app/ui/kit/button.tsx'
import { Moment } from '#app/ui/kit/moment.tsx'
import { Notice } from '#app/ui/kit/notice.tsx'
import { TextLink } from '#app/ui/kit/text-link.tsx'

/** Where the review stands, as far as it matters at the bench. */
export function Standing({ bench, timeZone }: { bench: Bench; timeZone: string }) {
  const { review, kept, before } = bench
  if (kept)
    return (
      <Notice title={`The scores of round ${review.round} are locked`}>
        {bench.scorer} scored; locked <Moment at={kept.computedAt} zone={timeZone} />. Shown is what was kept then. Hash{' '}
        <code className="font-mono text-xs break-all">{kept.sha256}</code>
      </Notice>
    )
  if (!review.may.score) return <NotYours review={review} />
  return (
    <>
      {review.reviewerId === null && (
        <form method="post" className="mb-4 flex flex-wrap items-center gap-3 text-sm">
          <input type="hidden" name="act" value="take" />
          <span>Nobody has taken this review yet. It becomes yours with your first score, or now:</span>
          <Button tone="quiet">Take this review</Button>
        </form>
      )}
      {before && (
        <Notice title={titleOfRound(review.round, before)}>
          Answers and levels that differ from round {before.round} are marked. Go through what changed
          {wereScored(before) && '; what still holds may stay'}.
        </Notice>
      )}
    </>
  )
}

type Before = NonNullable<Bench['before']>

/** Changes may have been asked for before anybody scored. */
const wereScored = ({ scores }: Before): boolean =>
  Object.keys(scores.harms).length + Object.keys(scores.credits).length > 0

const titleOfRound = (round: number, before: Before): string =>
  wereScored(before)
    ? `Round ${round}: the scores of round ${before.round} were carried over`
    : `Round ${round}: nobody had scored round ${before.round}`

/** Why somebody who reads the bench does not score at it. */
function NotYours({ review }: Pick<Bench, 'review'>) {
  const { may, reviewer, state } = review
  if (state !== 'in_review' || !may.answer_as_reviewer)
    return (
      <Notice title="You can read the bench, not score at it">
        {state === 'in_review'
          ? 'A reviewer outside the team that submitted it, who wrote none of its answers, scores.'
          : 'It is scored while it is in review.'}
      </Notice>
    )
  return (
    <Notice title={`${reviewer} has this review, and scores it`}>
      What only reviewers answer is open to you too.{' '}
      {may.take_over ? (
        <TextLink to={`/reviews/${review.id}/reviewer`}>Take the review over</TextLink>
      ) : (
        `${reviewer} can give it back, or a lead can take it over.`
      )}
    </Notice>
  )
}
