import type { Level } from '#app/rubric/rubric.ts'

export const LEVEL_WORDS: Record<Level, string> = { N: 'None', L: 'Low', M: 'Medium', H: 'High', C: 'Critical' }
