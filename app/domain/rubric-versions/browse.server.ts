import { and, eq, inArray } from 'drizzle-orm'
import { can, couldEver } from '#app/platform/access/ability.ts'
import { accessible } from '#app/platform/access/to-sql.server.ts'
import type { CompiledRubric } from '#app/rubric/index.ts'
import { people } from '#db/schema/people.ts'
import { rubricDrafts } from '#db/schema/rubrics.ts'
import type { Reading } from '../ctx.server.ts'
import { chosenVersion, type DraftLine, purposeOf, type RubricRow, type VersionHead } from './browse.ts'
import {
  type FoundVersion,
  findVersion,
  mayReadScoring,
  type VersionLine,
  versionsByKey,
} from './browse-records.server.ts'
import { draftColumns } from './drafts.server.ts'
import { storedVersion } from './queries.server.ts'

export type RubricList = { rubrics: RubricRow[]; proposed: DraftLine[] }

/** Every rubric with the version in force, and what is proposed, as far as this person may know of it. Undefined for whoever reads none. */
export async function listRubrics(reading: Reading): Promise<RubricList | undefined> {
  if (!couldEver(reading.ability, 'read', 'Rubric')) return undefined
  const drafts = await openDrafts(reading)
  const known = await versionsByKey(reading)
  const rubrics: RubricRow[] = []
  for (const [key, versions] of known) {
    const chosen = chosenVersion(versions)
    if (chosen) rubrics.push(await rowOf(reading, key, chosen, versions, drafts))
  }
  return {
    rubrics: rubrics.sort((a, b) => rankOf(a) - rankOf(b) || a.title.localeCompare(b.title, 'en')),
    proposed: drafts.filter(({ key }) => !known.has(key)),
  }
}

/** Launch reviews come first, then what is asked as a part of them, then the rest. */
const rankOf = ({ key }: RubricRow): number => {
  const at = ['launch-triage', 'launch-full', 'livestream', 'genai', 'minor-safety'].indexOf(key)
  return at < 0 ? 99 : at
}

async function rowOf(
  reading: Reading,
  key: string,
  chosen: VersionLine,
  versions: readonly VersionLine[],
  drafts: readonly DraftLine[],
): Promise<RubricRow> {
  const { compiled } = await storedVersion(reading.db, chosen.id)
  const { title, summary } = compiled.rubric
  return {
    ...{ key, title, summary, purpose: purposeOf(compiled.rubric) },
    ...{ version: chosen.version, standing: chosen.standing, effectiveOn: chosen.effectiveOn },
    questions: questionsSeen(compiled, mayReadScoring(reading, key)),
    toCome: versions
      .filter((one) => one.standing === 'to_come' && one.version !== chosen.version)
      .map(({ version, effectiveOn }) => ({ version, effectiveOn })),
    drafts: drafts.filter((draft) => draft.key === key),
  }
}

const questionsSeen = ({ questions }: CompiledRubric, all: boolean): number =>
  questions.filter(({ question }) => all || question.answered_by === 'submitter').length

/** What somebody works on: neither published nor withdrawn. */
const openDrafts = (reading: Reading): Promise<DraftLine[]> =>
  reading.db
    .select({
      id: rubricDrafts.id,
      key: rubricDrafts.key,
      version: rubricDrafts.version,
      state: rubricDrafts.state,
      proposedBy: people.name,
    })
    .from(rubricDrafts)
    .innerJoin(people, eq(people.id, rubricDrafts.proposedBy))
    .where(
      and(
        inArray(rubricDrafts.state, ['draft', 'in_consultation', 'back_tested']),
        accessible(reading.ability, 'read', 'RubricDraft', draftColumns),
      ),
    )
    .orderBy(rubricDrafts.key, rubricDrafts.proposedAt)

/** What stands above the pages of a version; without a number, of the one in force. Undefined where there is none to read. */
export async function findRubric(
  reading: Reading,
  key: string | undefined,
  version?: string,
): Promise<VersionHead | undefined> {
  const found = await findVersion(reading, key, version)
  return found && headOf(reading, found)
}

function headOf(reading: Reading, { line, stored, versions }: FoundVersion): VersionHead {
  const { title, summary, language } = stored.compiled.rubric
  const { id, key, version, standing, effectiveOn, until, retiredOn, retiredBy, publishedAt, publishedBy } = line
  return {
    ...{ id, key, version, title, summary, language, standing, effectiveOn, until },
    purpose: purposeOf(stored.compiled.rubric),
    sha256: stored.sha256,
    retired: retiredOn !== null && retiredBy !== null ? { on: retiredOn, by: retiredBy } : null,
    published: { at: publishedAt.toISOString(), by: publishedBy },
    versions: versions.map((one) => ({ version: one.version, standing: one.standing })),
    before: versions[versions.indexOf(line) + 1]?.version ?? null,
    mayReadScoring: mayReadScoring(reading, key),
    mayRetire: can(reading.ability, 'retire', 'Rubric', { key }),
  }
}
