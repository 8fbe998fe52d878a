import type { ReviewView } from './views.ts'

/** Where changes are requested, and where the request that stands is read. */
export type ChangeDesk = {
  review: ReviewView
  /** Why nothing can be requested at this moment. */
  why: string | null
  request: {
    round: number
    note: string
    by: string
    at: string
    /** The questions are open now. */
    standing: boolean
    questions: { key: string; note: string; text: string; sectionId: string | null }[]
  } | null
  questions: { key: string; text: string; section: string; answer: string; unproven: boolean }[]
}
