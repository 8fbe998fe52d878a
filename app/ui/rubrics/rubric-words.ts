import type { Standing, Until } from '#app/domain/rubric-versions/browse.ts'
import type { AnswerKind } from '#app/rubric/rubric.ts'
import type { TagTone } from '#app/ui/kit/tag.tsx'
import { sayDay } from '#app/ui/kit/zoned.ts'

export const KIND_WORDS: Readonly<Record<AnswerKind, string>> = {
  yes_no: 'Yes or no',
  single: 'One choice',
  multi: 'Any number of choices',
  scale: 'A step from 0 to 4',
  number: 'A number',
  probability: 'A probability in per cent',
  date: 'A date',
  text: 'A text',
  evidence: 'Links to evidence',
  person: 'A person',
  harms: 'Harms',
  controls: 'Safeguards',
  grid: 'A table',
  attest: 'A confirmation',
}

export const STANDING_TONES: Readonly<Record<Standing, TagTone>> = {
  in_force: 'good',
  to_come: 'accent',
  replaced: 'plain',
  retired: 'warning',
}

/** From when to when a version is in force, in words. */
export function sayForce(standing: Standing, effectiveOn: string, until: Until | null): string {
  const from = sayDay(effectiveOn)
  if (until && until.on <= effectiveOn) return `Never; ${endOf(until)}`
  const begins = standing === 'to_come' ? `From ${from}` : `Since ${from}`
  return until ? `${begins}; ${endOf(until)}` : begins
}

const endOf = ({ on, by }: Until) => (by ? `from ${sayDay(on)} it is ${by}` : `retired from ${sayDay(on)} on`)

export const count = (n: number, noun: string): string => `${n.toLocaleString('en-GB')} ${noun}${n === 1 ? '' : 's'}`
