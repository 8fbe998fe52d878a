import type { Reading } from '../ctx.server.ts'
import { type ChangesView, changesFor } from './browse-changes.ts'
import { inLanguage, type Language } from './browse-languages.server.ts'
import { answererView, type Reader, reviewerView, type SectionView } from './browse-questions.ts'
import { findScoredVersion, findVersion, mayReadScoring } from './browse-records.server.ts'
import { type RulesView, rulesOf } from './browse-rules.ts'

/** The questions of a version in one of the languages it is written in. */
export type QuestionsView = { sections: SectionView[]; language: string; languages: Language[] }

/**
 * The questions of a version as somebody reads them. The reviewer's view is there for those who may see how answers are scored.
 * @param language the one that is wanted; without it, or where the version is not written in it, the version's own
 */
export async function findQuestions(
  reading: Reading,
  key: string | undefined,
  version: string | undefined,
  as: Reader,
  language: string | null = null,
  folder = 'rubrics',
): Promise<QuestionsView | undefined> {
  const found =
    as === 'reviewer'
      ? await findScoredVersion(reading, key, version)
      : version === undefined
        ? undefined
        : await findVersion(reading, key, version)
  if (!found) return undefined
  const { compiled, ...spoken } = await inLanguage(found, language, folder)
  return { ...spoken, sections: as === 'reviewer' ? reviewerView(compiled) : answererView(compiled) }
}

/** What a version makes of answers. Undefined without the right to see how they are scored. */
export async function findRules(
  reading: Reading,
  key: string | undefined,
  version: string | undefined,
): Promise<RulesView | undefined> {
  const found = await findScoredVersion(reading, key, version)
  return found && rulesOf(found.stored.compiled)
}

/** A version beside another one of the same rubric, and the versions it can be compared with. */
export type ComparedVersions = { changes: ChangesView | null; others: string[] }

/**
 * What a version changed.
 * @param from the version it is compared with; without one, the version before it. One that is not there is not found.
 */
export async function findChanges(
  reading: Reading,
  key: string | undefined,
  version: string | undefined,
  from: string | null,
): Promise<ComparedVersions | undefined> {
  const found = version === undefined ? undefined : await findVersion(reading, key, version)
  if (!found) return undefined
  const { line, stored, versions } = found
  const others = versions.filter((one) => one !== line).map((one) => one.version)
  const earlier = from ?? versions[versions.indexOf(line) + 1]?.version
  if (earlier === undefined) return { changes: null, others }
  const before = earlier === line.version ? undefined : await findVersion(reading, key, earlier)
  if (!before) return undefined
  return { others, changes: changesFor(before.stored.compiled, stored.compiled, mayReadScoring(reading, key)) }
}
