import { type ColumnMap, relation } from '#app/platform/access/to-sql.server.ts'
import { answerAuthors, reviewParticipants, reviews } from '#db/schema/reviews.ts'
import type { ReviewRow } from './policy.ts'

/** Where the facts that the review policy looks at are kept. */
export const reviewColumns: ColumnMap<ReviewRow> = {
  id: reviews.id,
  teamId: reviews.teamId,
  submitterId: reviews.submitterId,
  state: reviews.state,
  reviewerId: reviews.reviewerId,
  participantIds: relation(reviews.id, reviewParticipants.reviewId, reviewParticipants.personId),
  authorIds: relation(reviews.id, answerAuthors.reviewId, answerAuthors.personId),
}
