/** Launch reviews: what the browser may share. */
export type { KeptAssessment } from './assessment.ts'
export { addBusinessDays, addDays, dayIn, dueAt } from './calendar.ts'
export { ACCEPTS, lineFor } from './line.ts'
export * from './review.ts'
export * from './schemas.ts'
export { highestAuthority, judge } from './verdict.ts'
export * from './views.ts'
