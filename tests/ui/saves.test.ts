import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Saves } from '#app/ui/reviews/scoring/saves.ts'

type Sent = Record<string, string>
let sent: Sent[]
let signedInAs: string | null
let gone: number

beforeEach(() => {
  sent = []
  signedInAs = 'ines'
  gone = 0
  vi.useFakeTimers()
  vi.stubGlobal('fetch', async (_url: string, { body }: { body: URLSearchParams }) => {
    const fields = Object.fromEntries(body)
    if (signedInAs === null) return Response.json({ code: 'signed-out' }, { status: 401 })
    if (signedInAs !== fields.writer) return Response.json({ code: 'another-person' }, { status: 409 })
    sent.push(fields)
    return Response.json({ version: Number(fields.version) + 1, savedAt: '2026-11-23T09:00:00Z' })
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const bench = () => new Saves('/reviews/1/scores', 'UTC', { id: 'ines', onAnotherPerson: () => gone++ })
const settle = () => vi.advanceTimersByTimeAsync(1_000)

test('whoever is signed out and comes back signed in finds their scores saved, each on the version it was based on', async () => {
  const saves = bench()
  saves.know('score:CSE-3', 4)
  signedInAs = null
  saves.want('score:CSE-3', { act: 'score', likelihood: '5' })
  saves.want('credit:phone', { act: 'credit', strength: '2' })
  await settle()
  expect(saves.overall()).toEqual({ is: 'signed-out' })
  expect(saves.isSignedOut()).toBe(true)
  saves.want('score:CSE-3', { act: 'score', likelihood: '4' })
  await settle()
  signedInAs = 'ines'
  saves.resume()
  await settle()
  expect(sent.map(({ likelihood, strength, version }) => [likelihood ?? strength, version])).toEqual([
    ['4', '4'],
    ['2', '0'],
  ])
  expect(saves.overall()).toMatchObject({ is: 'saved' })
  expect(saves.unsent).toBe(0)
})

test('coming back while still signed out loses nothing', async () => {
  const saves = bench()
  signedInAs = null
  saves.want('score:CSE-3', { act: 'score', likelihood: '5' })
  await settle()
  saves.resume()
  await settle()
  expect(saves.isSignedOut()).toBe(true)
  expect(saves.unsent).toBe(1)
})

test('when somebody else signed in instead, nothing typed stays, and nothing is sent under their name', async () => {
  const saves = bench()
  signedInAs = null
  saves.want('score:CSE-3', { act: 'score', likelihood: '5' })
  saves.want('score:SSH-1', { act: 'score', likelihood: '5' })
  await settle()
  signedInAs = 'rafael'
  saves.resume()
  await settle()
  expect(sent).toEqual([])
  expect(gone).toBe(1)
  expect(saves.unsent).toBe(0)
})

test('a busy server is asked again later each time, and not sooner than it said', async () => {
  const at: number[] = []
  const answers = [() => busy(), () => busy(), () => busy('9'), () => Response.json({ version: 1 })]
  vi.stubGlobal('fetch', async () => {
    at.push(Date.now())
    return answers[at.length - 1]?.()
  })
  const saves = bench()
  saves.want('score:CSE-3', { act: 'score', likelihood: '5' })
  await vi.advanceTimersByTimeAsync(30_000)
  const waits = at.slice(1).map((time, i) => time - (at[i] ?? 0))
  expect(waits).toHaveLength(3)
  expect(waits[0]).toBeGreaterThanOrEqual(750)
  expect(waits[0]).toBeLessThanOrEqual(1_250)
  expect(waits[1]).toBeGreaterThanOrEqual(1_500)
  expect(waits[1]).toBeLessThanOrEqual(2_500)
  expect(waits[2]).toBe(9_000)
  expect(saves.overall()?.is).toBe('saved')
})

const busy = (after?: string) => new Response('', { status: 503, ...(after && { headers: { 'retry-after': after } }) })
