import { beforeEach, expect, test } from 'vitest'
import type { AnswerInput } from '#app/domain/reviews/schemas.ts'
import { Autosave } from '#app/ui/reviews/autosave/autosave.ts'
import { unsentCopy } from '#app/ui/reviews/autosave/unsent-copy.ts'
import type { SendOutcome, Unsent } from '#app/ui/reviews/autosave/world.ts'

const text = (value: string): AnswerInput => ({ state: 'answered', value })
const BLANK: AnswerInput = { state: 'blank' }

/** A page with its own clock, and a server that answers when the test says so. */
function openPage() {
  const calls: { key: string; answer: AnswerInput; version: number; reply: (outcome: SendOutcome | Error) => void }[] =
    []
  const timers: { at: number; work: () => void }[] = []
  const page = {
    now: 0,
    online: true,
    replaced: [] as { key: string; answer: AnswerInput }[],
    saved: [] as { key: string; version: number }[],
    unsent: [] as readonly Unsent[],
    someoneElse: false,
    refuse: (_answer: AnswerInput): string | undefined => undefined,
  }
  const autosave = new Autosave({
    send: (key, answer, version) =>
      new Promise((resolve, reject) =>
        calls.push({
          key,
          answer,
          version,
          reply: (outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome)),
        }),
      ),
    setTimer: (work, ms) => {
      const timer = { at: page.now + ms, work }
      timers.push(timer)
      return timer
    },
    clearTimer: (timer) => {
      const at = timers.indexOf(timer as (typeof timers)[number])
      if (at >= 0) timers.splice(at, 1)
    },
    chance: () => 0.5,
    isOnline: () => page.online,
    check: (_key, answer) => page.refuse(answer),
    onReplace: (key, answer) => page.replaced.push({ key, answer }),
    onSaved: (key, _answer, version) => page.saved.push({ key, version }),
    onUnsent: (unsent) => {
      page.unsent = unsent
    },
    onAnotherPerson: () => {
      page.someoneElse = true
    },
  })
  const settle = () => new Promise<void>((done) => setImmediate(done))
  const pass = async (ms: number) => {
    page.now += ms
    for (;;) {
      const due = timers.filter(({ at }) => at <= page.now).sort((a, b) => a.at - b.at)[0]
      if (!due) break
      timers.splice(timers.indexOf(due), 1)
      due.work()
    }
    await settle()
  }
  /** The server answers the request that is under way. */
  const reply = async (outcome: SendOutcome | Error) => {
    const call = calls.at(-1)
    if (!call) throw new Error('nothing was sent')
    call.reply(outcome)
    await settle()
    return call
  }
  const store = (version: number) => reply({ is: 'saved', version, savedAt: `2026-11-23T10:00:0${version}Z` })
  return { page, autosave, calls, pass, reply, store, phase: () => autosave.snapshot().phase }
}

let at: ReturnType<typeof openPage>
beforeEach(() => {
  at = openPage()
  at.autosave.know('a', BLANK, 0)
  at.autosave.know('b', BLANK, 0)
})

test('text waits for a pause, a choice does not', async () => {
  at.autosave.edit('a', text('T'), true)
  at.autosave.edit('a', text('Two'), true)
  await at.pass(599)
  expect(at.calls).toHaveLength(0)
  await at.pass(1)
  expect(at.calls.map(({ answer }) => answer)).toEqual([text('Two')])
  await at.store(1)
  at.autosave.edit('b', text('yes'))
  expect(at.calls.at(-1)?.key).toBe('b')
})

test('nothing is called saved before the server has said so', async () => {
  at.autosave.edit('a', text('One'))
  expect(at.phase()).toBe('saving')
  await at.store(1)
  expect(at.autosave.snapshot()).toEqual({ phase: 'saved', savedAt: '2026-11-23T10:00:01Z', unsent: 0 })
})

test('two quick edits: the second is sent after the first, with the version the first was given', async () => {
  at.autosave.edit('a', text('One'))
  at.autosave.edit('a', text('Two'))
  expect(at.calls).toHaveLength(1)
  await at.store(1)
  expect(at.calls.map(({ answer, version }) => [answer, version])).toEqual([
    [text('One'), 0],
    [text('Two'), 1],
  ])
  expect(at.phase()).toBe('saving')
  await at.store(2)
  expect(at.phase()).toBe('saved')
})

test('an edit taken back while it was sent is sent back too', async () => {
  at.autosave.edit('a', text('One'))
  at.autosave.edit('a', BLANK)
  await at.store(1)
  expect(at.calls.at(-1)).toMatchObject({ answer: BLANK, version: 1 })
})

test('what is already stored is not sent again', () => {
  at.autosave.know('c', text('Old'), 3)
  at.autosave.edit('c', text('Old'))
  expect(at.calls).toHaveLength(0)
  expect(at.autosave.snapshot().unsent).toBe(0)
})

test('answers go out in the order in which they were given, one at a time', async () => {
  at.page.online = false
  for (const key of ['b', 'a', 'c']) at.autosave.edit(key, text(key))
  expect(at.phase()).toBe('retrying')
  at.page.online = true
  at.autosave.resume()
  for (let version = 1; version <= 3; version++) {
    expect(at.calls).toHaveLength(version)
    await at.store(1)
  }
  expect(at.calls.map(({ key }) => key)).toEqual(['b', 'a', 'c'])
  expect(at.phase()).toBe('saved')
})

test('a server that is away is tried again, each time later, until it answers', async () => {
  at.autosave.edit('a', text('One'))
  for (const wait of [1_000, 2_000, 4_000]) {
    await at.reply(new Error('no network'))
    expect(at.phase()).toBe('retrying')
    const before = at.calls.length
    await at.pass(wait - 1)
    expect(at.calls).toHaveLength(before)
    await at.pass(1)
    expect(at.calls).toHaveLength(before + 1)
  }
  await at.store(1)
  expect(at.autosave.snapshot()).toMatchObject({ phase: 'saved', unsent: 0 })
})

test('a server that names a time is not asked sooner', async () => {
  at.autosave.edit('a', text('One'))
  await at.reply({ is: 'unreachable', retryAfter: 7 })
  await at.pass(6_999)
  expect(at.calls).toHaveLength(1)
  await at.pass(1)
  expect(at.calls).toHaveLength(2)
})

test('our own words, stored although the confirmation was lost, are no conflict', async () => {
  at.autosave.edit('a', text('One'))
  await at.reply(new Error('the answer was lost'))
  at.autosave.edit('a', text('One and more'))
  await at.pass(1_000)
  await at.reply({ is: 'conflict', standing: { answer: text('One'), version: 1, by: 'Maya', at: 'now' } })
  expect(at.calls.at(-1)).toMatchObject({ answer: text('One and more'), version: 1 })
  await at.store(2)
  expect(at.phase()).toBe('saved')
})

const standing = { answer: text('Theirs'), version: 5, by: 'Jonas Reyes', at: '2026-11-23T10:00:00Z' }

test('a conflict shows both texts, overwrites nothing and holds up no other answer', async () => {
  at.autosave.edit('a', text('Mine'))
  at.autosave.edit('b', text('Other'))
  await at.reply({ is: 'conflict', standing })
  expect(at.phase()).toBe('conflict')
  expect(at.autosave.troubleOf('a')).toEqual({ is: 'conflict', mine: text('Mine'), standing })
  expect(at.calls.at(-1)?.key).toBe('b')
  await at.store(1)
  expect(at.phase()).toBe('conflict')
  await at.pass(60_000)
  expect(at.calls).toHaveLength(2)
})

test('a conflict ends with mine, knowingly written over theirs', async () => {
  at.autosave.edit('a', text('Mine'))
  await at.reply({ is: 'conflict', standing })
  at.autosave.edit('a', text('Mine and theirs'), true)
  expect(at.calls).toHaveLength(1)
  at.autosave.settle('a', 'mine')
  expect(at.calls.at(-1)).toMatchObject({ answer: text('Mine and theirs'), version: 5 })
  await at.store(6)
  expect(at.phase()).toBe('saved')
})

test('or with theirs, which takes its place on the page', async () => {
  at.autosave.edit('a', text('Mine'))
  await at.reply({ is: 'conflict', standing })
  at.autosave.settle('a', 'theirs')
  expect(at.page.replaced).toEqual([{ key: 'a', answer: text('Theirs') }])
  expect(at.autosave.snapshot().unsent).toBe(0)
  at.autosave.edit('a', text('Theirs, and more'))
  expect(at.calls.at(-1)?.version).toBe(5)
})

test('signed out: everything is kept, nothing is sent, and the same person goes on', async () => {
  at.autosave.edit('a', text('One'))
  await at.reply({ is: 'signed-out' })
  expect(at.phase()).toBe('signed-out')
  at.autosave.edit('a', text('One, two'), true)
  at.autosave.edit('b', text('Other'))
  await at.pass(60_000)
  expect(at.calls).toHaveLength(1)
  at.autosave.resume()
  expect(at.calls.at(-1)).toMatchObject({ key: 'a', answer: text('One, two'), version: 0 })
  await at.store(1)
  await at.store(1)
  expect(at.phase()).toBe('saved')
})

test('another person signed in: everything typed is forgotten, and nothing more is sent', async () => {
  at.autosave.edit('a', text('Private'))
  at.autosave.edit('b', text('Also'))
  await at.reply({ is: 'another-person' })
  expect(at.page.someoneElse).toBe(true)
  expect(at.page.unsent).toEqual([])
  await at.pass(60_000)
  expect(at.calls).toHaveLength(1)
})

test('an answer that cannot be taken is said so and not sent again by itself', async () => {
  at.autosave.edit('a', text('Late'))
  await at.reply({ is: 'refused', message: 'The review was submitted.' })
  expect(at.autosave.troubleOf('a')).toEqual({ is: 'refused', message: 'The review was submitted.' })
  expect(at.phase()).toBe('refused')
  await at.pass(60_000)
  expect(at.calls).toHaveLength(1)
})

test('an unfinished answer stays on the page until it can be sent', async () => {
  at.page.refuse = (answer) => (answer.state === 'answered' && answer.value === 'abc' ? 'Give a number.' : undefined)
  at.autosave.edit('a', text('abc'))
  expect(at.calls).toHaveLength(0)
  expect(at.phase()).toBe('refused')
  expect(await at.autosave.flush()).toBe(false)
  at.autosave.edit('a', text('12'))
  expect(at.calls).toHaveLength(1)
})

test('another tab saved something newer: it is taken over, unless this tab has an edit of its own', async () => {
  at.autosave.adopt('a', text('From the other tab'), 1)
  expect(at.page.replaced).toEqual([{ key: 'a', answer: text('From the other tab') }])
  at.autosave.edit('b', text('Mine'), true)
  at.autosave.adopt('b', text('From the other tab'), 1)
  expect(at.page.replaced).toHaveLength(1)
  await at.pass(600)
  expect(at.calls.at(-1)).toMatchObject({ key: 'b', answer: text('Mine'), version: 0 })
})

test('leaving the page sends what is typed at once, and says whether everything is stored', async () => {
  at.autosave.edit('a', text('One'), true)
  const left = at.autosave.flush()
  expect(at.calls).toHaveLength(1)
  await at.store(1)
  expect(await left).toBe(true)
  at.page.online = false
  at.autosave.edit('a', text('Two'), true)
  expect(await at.autosave.flush()).toBe(false)
})

test('what a page could not send before it was loaded again is sent with the version it was written for', async () => {
  at.autosave.know('c', text('Newer'), 4)
  at.autosave.restore([
    { key: 'c', answer: text('Mine, from before'), version: 3 },
    { key: 'gone', answer: text('Not on this page'), version: 1 },
  ])
  expect(at.calls).toHaveLength(1)
  expect(at.calls[0]).toMatchObject({ key: 'c', version: 3 })
  expect(at.page.replaced).toEqual([{ key: 'c', answer: text('Mine, from before') }])
})

test('the copy of what is unsent belongs to one person; the next one finds nothing of it', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
    key: (index: number) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size
    },
  }
  const maya = unsentCopy(storage, 'maya', 'review')
  maya.write([{ key: 'a', answer: text('Secret'), version: 1 }])
  expect(unsentCopy(storage, 'maya', 'review').read()).toHaveLength(1)
  expect(unsentCopy(storage, 'jonas', 'review').read()).toEqual([])
  expect(kept.size).toBe(0)
})
