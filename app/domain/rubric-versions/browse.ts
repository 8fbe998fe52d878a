import type { Rubric } from '#app/rubric/rubric.ts'
import type { DraftState } from './draft.ts'
import { newerVersion } from './version.ts'

/** Where a published version stands on a day. */
export const STANDINGS = ['in_force', 'to_come', 'replaced', 'retired'] as const
export type Standing = (typeof STANDINGS)[number]

/** How standings are spoken of. */
export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  in_force: 'In force',
  to_come: 'To come',
  replaced: 'Replaced',
  retired: 'Retired',
}

/** The days between which a version may be chosen for new reviews. */
export type Dated = { version: string; effectiveOn: string; retiredOn: string | null }

/** The first day on which a version is no longer in force, and the version that takes its place; none where it was retired. */
export type Until = { on: string; by: string | null }

export type Stood<V> = V & { standing: Standing; until: Until | null }

/** The versions of one rubric, the newest first, each with where it stands on a day (UTC). */
export function standingsOf<V extends Dated>(versions: readonly V[], today: string): Stood<V>[] {
  const sorted = [...versions].sort(newerVersion)
  const inForce = sorted.find((one) => one.effectiveOn <= today && !isRetired(one, today))
  return sorted.map((one, at) => ({
    ...one,
    standing: isRetired(one, today)
      ? 'retired'
      : one === inForce
        ? 'in_force'
        : one.effectiveOn > today
          ? 'to_come'
          : 'replaced',
    until: untilOf(one, sorted.slice(0, at)),
  }))
}

const isRetired = ({ retiredOn }: Dated, today: string): boolean => retiredOn !== null && retiredOn <= today

function untilOf(one: Dated, newer: readonly Dated[]): Until | null {
  const ends = newer
    .filter(({ effectiveOn, retiredOn }) => retiredOn === null || retiredOn > effectiveOn)
    .map(({ effectiveOn, version }): Until => ({ on: effectiveOn, by: version }))
  if (one.retiredOn !== null) ends.push({ on: one.retiredOn, by: null })
  return ends.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))[0] ?? null
}

/** The version a reader means who names none: the one in force, else the first to come, else the newest. */
export const chosenVersion = <V extends Stood<Dated>>(versions: readonly V[]): V | undefined =>
  versions.find(({ standing }) => standing === 'in_force') ??
  versions
    .filter(({ standing }) => standing === 'to_come')
    .sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1))[0] ??
  versions[0]

/** What a rubric is for, told by what it ends in. It says nothing of how it gets there. */
export function purposeOf({ tiers, decision, outcome, add_on }: Rubric): string {
  if (add_on) return `Asked as a part of ${add_on.to}, where it matters`
  if (decision) return 'Scores a launch harm by harm and proposes a decision'
  if (tiers) return 'Gives a launch its tier'
  if (outcome) return 'Ends in a named outcome'
  return 'Gathers answers'
}

/** A proposed version, as far as a list speaks of it. */
export type DraftLine = { id: string; key: string; version: string; state: DraftState; proposedBy: string }

/** One rubric in the list of all. */
export type RubricRow = {
  key: string
  title: string
  summary: string
  purpose: string
  version: string
  standing: Standing
  effectiveOn: string
  /** As many as this reader may see. */
  questions: number
  toCome: { version: string; effectiveOn: string }[]
  drafts: DraftLine[]
}

/** What stands above every page of a version. */
export type VersionHead = {
  id: string
  key: string
  version: string
  title: string
  summary: string
  purpose: string
  language: string
  sha256: string
  standing: Standing
  effectiveOn: string
  until: Until | null
  retired: { on: string; by: string } | null
  /** Who put it in force; nobody where it came with the installation. */
  published: { at: string; by: string | null }
  versions: { version: string; standing: Standing }[]
  /** The version before it; none for the first. */
  before: string | null
  mayReadScoring: boolean
  mayRetire: boolean
}
