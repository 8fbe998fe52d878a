import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

type Theme = 'day' | 'night'
type Oklch = readonly [lightness: number, chroma: number, hue: number]
type Tokens = Map<string, Record<Theme, Oklch>>

const css = readFileSync(new URL('../../app/ui/tokens.css', import.meta.url), 'utf8')
const tokens = readTokens(css)

const surfaces = ['paper', 'sheet', 'sunk']
const levels = ['n', 'l', 'm', 'h', 'c']
const messages = ['good', 'warn', 'bad']
const washes = [
  'accent-wash',
  ...messages.map((name) => `${name}-wash`),
  ...levels.map((level) => `level-${level}-wash`),
]

const text = [
  ...pairs(['ink'], [...surfaces, ...washes]),
  ...pairs(['ink-soft'], [...surfaces, 'accent-wash']),
  ...pairs(['accent', 'accent-strong'], [...surfaces, 'accent-wash']),
  ...pairs(['danger', ...messages], surfaces),
  ...messages.map((name) => [name, `${name}-wash`] as const),
  ...pairs(['on-accent'], ['accent', 'accent-strong']),
  ...pairs(['on-danger'], ['danger', 'danger-strong']),
  ...pairs(['paper'], ['ink']),
  ...levels.flatMap((level) => [
    ...pairs([`level-${level}`], [...surfaces, `level-${level}-wash`]),
    [`on-level-${level}`, `level-${level}`] as const,
  ]),
]
const graphics = [...pairs(['rule-strong', 'focus'], surfaces), ...pairs(['focus'], ['accent-wash'])]
/** Separates, but nothing is lost when it is not seen. */
const decoration = ['rule']

describe.each(['day', 'night'] as const)('by %s', (theme) => {
  test.each(text)('%s can be read on %s', (front, back) => {
    expect(contrast(tokens, front, back, theme)).toBeGreaterThanOrEqual(4.5)
  })

  test.each(graphics)('%s can be seen on %s', (front, back) => {
    expect(contrast(tokens, front, back, theme)).toBeGreaterThanOrEqual(3)
  })

  test.each([...tokens.keys()])('a screen can show %s as it is written', (name) => {
    for (const channel of toLinearRgb(colour(tokens, name, theme))) {
      expect(channel).toBeGreaterThanOrEqual(-0.005)
      expect(channel).toBeLessThanOrEqual(1.005)
    }
  })
})

test('every colour is judged in some pair', () => {
  const judged = new Set([...text.flat(), ...graphics.flat(), ...decoration])
  expect([...tokens.keys()].filter((name) => !judged.has(name))).toEqual([])
})

test('a colour that is too pale is caught', () => {
  const paler = readTokens(
    css.replace(/--ink-soft: .*/, '--ink-soft: light-dark(oklch(0.72 0.02 250), oklch(0.5 0.02 230));'),
  )
  expect(contrast(paler, 'ink-soft', 'paper', 'day')).toBeLessThan(4.5)
  expect(contrast(paler, 'ink-soft', 'paper', 'night')).toBeLessThan(4.5)
})

test('the measure is the one of WCAG: black on white is 21', () => {
  const extremes: Tokens = new Map([
    ['black', { day: [0, 0, 0], night: [0, 0, 0] }],
    ['white', { day: [1, 0, 0], night: [1, 0, 0] }],
  ])
  expect(contrast(extremes, 'black', 'white', 'day')).toBeCloseTo(21, 1)
})

function pairs(fronts: readonly string[], backs: readonly string[]) {
  return fronts.flatMap((front) => backs.map((back) => [front, back] as const))
}

function readTokens(source: string): Tokens {
  const colourPair = /--([a-z-]+): light-dark\(oklch\(([^)]+)\), oklch\(([^)]+)\)\);/g
  return new Map(
    [...source.matchAll(colourPair)].map(([, name = '', day = '', night = '']) => [
      name,
      { day: readOklch(day), night: readOklch(night) },
    ]),
  )
}

function readOklch(written: string): Oklch {
  const [lightness, chroma, hue] = written.split(' ').map(Number)
  if (lightness === undefined || chroma === undefined || hue === undefined) throw new Error(`not a colour: ${written}`)
  return [lightness, chroma, hue]
}

function colour(from: Tokens, name: string, theme: Theme): Oklch {
  const token = from.get(name)
  if (!token) throw new Error(`no token --${name} in tokens.css`)
  return token[theme]
}

function contrast(from: Tokens, front: string, back: string, theme: Theme): number {
  const [dark = 0, light = 0] = [front, back].map((name) => luminance(colour(from, name, theme))).sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(value: Oklch): number {
  const [red, green, blue] = toLinearRgb(value).map((channel) => Math.min(Math.max(channel, 0), 1))
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}

/** Björn Ottosson's OKLab, to linear sRGB. */
function toLinearRgb([lightness, chroma, hue]: Oklch): [number, number, number] {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}
