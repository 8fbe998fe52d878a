import type { CompiledRubric, Harm } from '../compile.ts'
import { effectPlaces, questionPlaces } from '../places.ts'
import { LEVELS, namesHarm, type PolicyTable, type Rubric, type Taxonomy } from '../rubric.ts'
import { type Changes, same } from './change.ts'
import { compareFields, type FieldRules } from './fields.ts'
import { pairUp, placedIn } from './pairs.ts'

export const HARM_FIELDS: FieldRules = {
  code: 'elsewhere',
  incident_only: 'elsewhere',
  name: { words: 'the name' },
  description: { words: 'the description' },
  floor: { kind: 'floor-changed', says: (from, to) => `severity is at least ${to} instead of ${from}` },
  dsa: { kind: 'refs-changed', says: 'the mapping to the DSA categories differs' },
  ofcom: { kind: 'refs-changed', says: 'the mapping to the Ofcom codes differs' },
  valid_from: { kind: 'harm-dated', says: (from, to) => `is recorded from ${to} instead of ${from}` },
  valid_to: { kind: 'harm-dated', says: (_, to) => (to ? `is recorded until ${to}` : 'is recorded without an end') },
}

/** What the pinned packs themselves change: harms that come, go or weigh otherwise, and levels of the policy table. */
export function comparePacks(before: CompiledRubric, after: CompiledRubric, changes: Changes): void {
  compareHarms(before.taxonomy, after.taxonomy, before.rubric, changes)
  compareTables(before.table, after.table, after.rubric.key, changes)
}

function compareHarms(before: Taxonomy, after: Taxonomy, earlier: Rubric, changes: Changes): void {
  const launch = ({ harms }: Taxonomy) =>
    placedIn(
      harms.filter((harm) => !harm.incident_only),
      'taxonomy.harms',
    )
  const { both, added, removed } = pairUp(launch(before), launch(after), (harm: Harm) => harm.code)
  for (const { id, path, item } of removed)
    changes.add('harm-removed', { id, path, from: item.name }, `The harm ${id} (${item.name}) is gone.`)
  const groups = questionPlaces(earlier)
    .flatMap(effectPlaces)
    .map(({ effect }) => effect.harm)
  for (const { id, path, item } of added) {
    const raised = groups.some((ref) => namesHarm(ref, id))
    changes.add(
      raised ? 'harm-raised' : 'harm-added',
      { id, path, to: item.name },
      raised
        ? `The harm ${id} (${item.name}) is new, and existing answers raise it through its group.`
        : `The harm ${id} (${item.name}) is new.`,
    )
  }
  for (const { id, before: old, after: now } of both)
    compareFields(old.item, now.item, HARM_FIELDS, { id, path: now.path, subject: `The harm ${id}` }, changes)
  const rest = ({ groups, title, harms }: Taxonomy) => ({
    groups,
    title,
    incidents: harms.filter((harm) => harm.incident_only),
  })
  if (!same(rest(before), rest(after)))
    changes.add(
      'wording',
      { id: after.key, path: 'taxonomy', from: before.title, to: after.title },
      'The harm pack: its title, its groups or the harms of incidents differ; no launch answer hangs on them.',
    )
}

function compareTables(
  before: PolicyTable | undefined,
  after: PolicyTable | undefined,
  key: string,
  changes: Changes,
): void {
  // Without one of the tables the rubric has no decision there, and that is a change of its own.
  if (!before || !after) return
  for (const row of ['S5', 'S4', 'S3', 'S2', 'S1'] as const)
    after.rows[row].forEach((to, column) => {
      const from = before.rows[row][column] ?? LEVELS[0]
      const id = `${row}×L${column + 1}`
      if (from !== to)
        changes.add(
          'level-changed',
          { id, path: `table.rows.${row}[${column}]`, from, to },
          `Severity ${row[1]} with likelihood ${column + 1} is ${to} instead of ${from}.`,
        )
    })
  if (before.title !== after.title)
    changes.add(
      'wording',
      { id: key, path: 'table.title', from: before.title, to: after.title },
      `The policy table: the title was “${before.title}” and is “${after.title}”.`,
    )
}
