import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Due, Moment } from '#app/ui/kit/moment.tsx'
import { daysAway, zoneName } from '#app/ui/kit/zoned.ts'

const due = '2026-12-04T17:00:00Z'
const seen = (element: React.JSX.Element) => renderToStaticMarkup(element).replace(/<[^>]+>/g, '')

test('a deadline is said for both sides', () => {
  expect(seen(<Due at={due} zone="Europe/Dublin" yourZone="America/Los_Angeles" />)).toBe(
    'Fri 4 Dec, 17:00 Dublin (your 09:00)',
  )
})

test('a deadline on another day for the reader names that day', () => {
  expect(seen(<Due at={due} zone="Europe/Dublin" yourZone="Asia/Tokyo" />)).toBe(
    'Fri 4 Dec, 17:00 Dublin (your Sat 5 Dec, 02:00)',
  )
})

test('a reader on the same clock is not told twice', () => {
  expect(seen(<Due at={due} zone="Europe/Dublin" yourZone="Europe/London" />)).toBe('Fri 4 Dec, 17:00 Dublin')
})

test('a deadline in another year carries the year', () => {
  const now = '2027-01-02T09:00:00Z'
  expect(seen(<Due at={due} zone="UTC" yourZone="UTC" now={now} />)).toBe(
    'Fri 4 Dec 2026, 17:00 UTC · overdue by 29 days',
  )
})

test('summer time counts, and the machine can read the instant', () => {
  const markup = renderToStaticMarkup(<Moment at="2026-09-01T16:00:00Z" zone="Europe/Dublin" />)
  expect(markup).toContain('dateTime="2026-09-01T16:00:00.000Z"')
  expect(markup).toContain('Tue 1 Sep 2026, 17:00 Dublin')
})

test.each([
  ['2026-12-04T09:00:00Z', 'today'],
  ['2026-12-04T18:00:00Z', 'overdue since today'],
  ['2026-12-03T23:00:00Z', 'tomorrow'],
  ['2026-11-23T09:00:00Z', 'in 11 days'],
  ['2026-12-05T01:00:00Z', 'overdue by 1 day'],
])('at %s it is %s', (now, words) => {
  expect(daysAway(due, now, 'UTC')).toBe(words)
})

test('a zone is called by its town', () => {
  expect(['America/New_York', 'America/Argentina/Salta', 'Etc/UTC'].map(zoneName)).toEqual(['New York', 'Salta', 'UTC'])
})

test('a town is spelled as its people spell it', () => {
  expect(['America/Sao_Paulo', 'America/Bogota', 'Asia/Manila'].map(zoneName)).toEqual([
    'São Paulo',
    'Bogotá',
    'Manila',
  ])
})
