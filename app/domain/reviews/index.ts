/** Launch reviews: what the browser may share. */
export type { KeptAssessment } from './assessment.ts'
export { addBusinessDays, addDays, dayIn } from './calendar.ts'
export * from './review.ts'
export * from './schemas.ts'
export { highestAuthority, judge } from './verdict.ts'
export * from './views.ts'
