import { couldEver } from '#app/platform/access/ability.ts'
import { type Coverage, type CoveredPart, coverageOf } from '#app/rubric/coverage.ts'
import type { Rubric } from '#app/rubric/rubric.ts'
import type { Reading } from '../ctx.server.ts'
import { chosenVersion } from './browse.ts'
import { mayReadScoring, versionsByKey } from './browse-records.server.ts'
import { storedVersion } from './queries.server.ts'

/** What of laws and practices the rubrics in force ask about. What only the reviewer is asked counts, and is named to nobody else. */
export async function findCoverage(reading: Reading): Promise<Coverage[] | undefined> {
  if (!couldEver(reading.ability, 'read', 'Rubric')) return undefined
  const rubrics: Rubric[] = []
  for (const versions of (await versionsByKey(reading)).values()) {
    const chosen = chosenVersion(versions)
    if (chosen) rubrics.push((await storedVersion(reading.db, chosen.id)).compiled.rubric)
  }
  const told = (part: CoveredPart): CoveredPart => ({
    ...part,
    questions: part.questions.map((question) =>
      question.ofReviewer && !mayReadScoring(reading, question.rubric)
        ? { ...question, id: '', text: '', version: '' }
        : question,
    ),
  })
  return coverageOf(rubrics).map((one) => ({ ...one, parts: one.parts.map(told), others: one.others.map(told) }))
}
