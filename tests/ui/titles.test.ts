import { expect, test } from 'vitest'
import { titleOf } from '#app/ui/record/titles.ts'

const launch = { code: 'L-12', title: 'Squad Lobby' }
const at = (path: string, section?: string) => titleOf(launch, `/reviews/01a2${path}`, section)

test('a tab is named by its page, then by the launch', () => {
  expect(at('')).toBe('L-12 Squad Lobby · Plimsoll')
  expect(at('/check')).toBe('Check and submit · L-12 Squad Lobby · Plimsoll')
  expect(at('/triage/reopening')).toBe('Open the triage again · L-12 Squad Lobby · Plimsoll')
})

test('a section of the questionnaire is named by its own title', () => {
  expect(at('/questions/audience', 'Audience and age')).toBe('Audience and age · L-12 Squad Lobby · Plimsoll')
})
