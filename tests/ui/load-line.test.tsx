import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { LEVELS, type Level } from '#app/rubric/rubric.ts'
import { LaunchLoadLine, LoadLine } from '#app/ui/reviews/load-line.tsx'
import { type Box, hatch, lineY, stepBox, ticksOf } from '#app/ui/reviews/load-line-shape.ts'

const harm = { code: 'HAR-2', name: 'Coordinated harassment' }
const over = { inherent: 'C', current: 'H', target: 'M', line: 'M' } as const
const within = { inherent: 'H', current: 'M', target: 'L', line: 'M' } as const
const full = (load: { inherent: Level; current: Level; target: Level; line: Level }) =>
  renderToStaticMarkup(<LoadLine harm={harm} size="full" {...load} />)

test('a harm above what may be accepted is over the line, in words', () => {
  expect(full(over)).toContain('>Over the line</span>')
  expect(full(over)).not.toContain('Within the line')
})

test('a harm exactly at what may be accepted is within the line', () => {
  expect(full(within)).toContain('>Within the line</span>')
})

test('the picture carries its meaning as a title', () => {
  expect(full(over)).toContain(
    '<title>HAR-2 Coordinated harassment. Over the line: Critical inherent, High now, Medium at target; up to Medium may be accepted</title>',
  )
})

test('a harm that stays over the line at target says so', () => {
  expect(full({ ...over, target: 'H' })).toContain('Over the line, at target too')
})

test('a table with the four levels stands behind the full picture', () => {
  const table = full(over).match(/<table.*<\/table>/)?.[0]
  for (const word of ['Inherent', 'Critical', 'Now', 'High', 'Target', 'Medium', 'The line'])
    expect(table).toContain(word)
})

test.each(['row', 'full'] as const)('the %s gauge letters every level and uses no inline style', (size) => {
  const markup = renderToStaticMarkup(<LoadLine harm={harm} size={size} {...over} />)
  for (const level of LEVELS) expect(markup).toMatch(new RegExp(`<text[^>]*>${level}</text>`))
  expect(markup).not.toContain('style=')
})

describe('a launch', () => {
  const worst = { harm, inherent: 'C', current: 'H', target: 'M' } as const
  const launch = (overCount: number, harms: number) =>
    renderToStaticMarkup(<LaunchLoadLine worst={worst} line="M" over={overCount} harms={harms} size="row" />)

  test('counts its harms over the line and names the worst', () => {
    expect(launch(2, 9)).toContain('2 of 9 harms over the line</span>')
    expect(launch(2, 9)).toContain('Worst harm: HAR-2 Coordinated harassment')
  })

  test('speaks of one harm in the singular', () => {
    expect(launch(1, 1)).toContain('1 of 1 harm over the line')
  })

  test('says when no harm is in scope', () => {
    const markup = renderToStaticMarkup(<LaunchLoadLine worst={null} line="M" over={0} harms={0} size="full" />)
    expect(markup).toContain('No harm in scope yet')
  })
})

describe.each(['row', 'full'] as const)('the %s drawing', (size) => {
  test('puts a tick above the line exactly when its level may not be accepted', () => {
    for (const line of LEVELS) {
      for (const level of LEVELS) {
        const [tick] = ticksOf({ inherent: level, current: level, target: level, line }, size)
        expect((tick?.y ?? 0) < lineY(line, size)).toBe(LEVELS.indexOf(level) > LEVELS.indexOf(line))
      }
    }
  })

  test('keeps three ticks on one level apart', () => {
    const places = ticksOf({ inherent: 'H', current: 'H', target: 'H', line: 'M' }, size).map(({ x }) => x)
    expect(new Set(places).size).toBe(3)
  })

  test.each(['up', 'down', 'flat'] as const)('keeps the %s strokes inside their step', (lean) => {
    for (const level of LEVELS.slice(1)) expect(strays(stepBox(level, size), lean)).toEqual([])
  })
})

function strays(box: Box, lean: 'up' | 'down' | 'flat') {
  const points = [...hatch(box, lean, 4).matchAll(/[ML]([\d.-]+) ([\d.-]+)/g)].map(
    ([, x, y]) => [Number(x), Number(y)] as const,
  )
  expect(points.length).toBeGreaterThan(0)
  const slack = 0.01
  return points.filter(
    ([x, y]) =>
      x < box.x - slack || x > box.x + box.width + slack || y < box.y - slack || y > box.y + box.height + slack,
  )
}
