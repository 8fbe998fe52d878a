/** The tables of launch reviews, by noun. */
export * from './reviews/answers.ts'
export * from './reviews/change-requests.ts'
export * from './reviews/decisions.ts'
export * from './reviews/idempotency-keys.ts'
export * from './reviews/launches.ts'
export * from './reviews/moves.ts'
export * from './reviews/reviews.ts'
export * from './reviews/scoring.ts'
