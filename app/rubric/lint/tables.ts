import { type Level, levelIn, levelRank, type PolicyTable } from '../rubric.ts'
import type { LintRule } from './rule.ts'

const STEPS = [1, 2, 3, 4, 5]

const topRow: LintRule<PolicyTable> = {
  code: 'table-top-row',
  severity: 'error',
  finds: 'A cell of the top row, severity 5, is below M.',
  matters: 'The worst harm would pass without a lead having looked at it, however unlikely it is.',
  remedy: 'Keep the top row at M or above.',
  find: (table) =>
    STEPS.map((likelihood) => ({ likelihood, level: levelIn(table, 5, likelihood) }))
      .filter(({ level }) => levelRank(level) < levelRank('M'))
      .map(({ likelihood, level }) => ({ path: pathOf(5, likelihood), message: `severity 5 is ${level} here.` })),
}

const falls: LintRule<PolicyTable> = {
  code: 'table-falls',
  severity: 'error',
  finds: 'The level falls as likelihood or severity rises.',
  matters: 'A worse launch would be judged more mildly.',
  remedy: 'Make it rise or stay.',
  find: (table) =>
    risesOf(table)
      .filter(({ rise }) => rise < 0)
      .map(({ path, from, to, along }) => ({
        path,
        message: `the level falls from ${from} to ${to} as ${along} rises.`,
      })),
}

const jumps: LintRule<PolicyTable> = {
  code: 'table-jumps',
  severity: 'error',
  finds: 'The level jumps by two or more as likelihood or severity rises by one.',
  matters: 'One step in doubt would decide between two very different outcomes.',
  remedy: 'Put a level in between.',
  find: (table) =>
    risesOf(table)
      .filter(({ rise }) => rise > 1)
      .map(({ path, from, to, along }) => ({
        path,
        message: `the level jumps from ${from} to ${to} as ${along} rises.`,
      })),
}

export const tables = [topRow, falls, jumps]

type Rise = { path: string; from: Level; to: Level; along: 'likelihood' | 'severity'; rise: number }

/** Each step from a cell to its neighbour. */
const risesOf = (table: PolicyTable): Rise[] =>
  STEPS.flatMap((severity) =>
    STEPS.flatMap((likelihood) => {
      const from = levelIn(table, severity, likelihood)
      const step = (along: Rise['along'], s: number, l: number): Rise[] => {
        if (s > 5 || l > 5) return []
        const to = levelIn(table, s, l)
        return [{ path: pathOf(severity, likelihood), from, to, along, rise: levelRank(to) - levelRank(from) }]
      }
      return [...step('likelihood', severity, likelihood + 1), ...step('severity', severity + 1, likelihood)]
    }),
  )

const pathOf = (severity: number, likelihood: number): string => `rows.S${severity}[${likelihood - 1}]`
