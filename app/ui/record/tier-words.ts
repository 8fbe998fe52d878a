import type { Tier } from '#app/rubric/rubric.ts'

/** What each tier means for a team, in one line. */
export const TIER_WORDS: Readonly<Record<Tier, string>> = {
  T0: 'Logged only: nothing more to do',
  T1: 'Self-serve checklist: can launch the same day',
  T2: 'Reduced review: a shorter questionnaire, a reviewer decides',
  T3: 'Full review: the whole questionnaire, scored harm by harm',
  T4: 'Full review with the safety council: please hold the launch date',
}
