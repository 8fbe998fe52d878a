import { and, eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import {
  attestNoMechanism,
  decideReview,
  findScoring,
  giveBackReview,
  lockScores,
  raiseTier,
  reopenTriage,
  requestChanges,
  saveAnswer,
  scoreHarm,
  submitReview,
  submitTriage,
  takeOverReview,
  takeReview,
  withdrawReview,
} from '#app/domain/reviews/index.server.ts'
import { type DecideInput, REVIEW_TRANSITIONS, type ReviewState } from '#app/domain/reviews/index.ts'
import { AccessDenied } from '#app/platform/access/authorize.ts'
import { verifyAudit } from '#app/platform/audit/verify.server.ts'
import type { Result } from '#app/platform/result.ts'
import { canonicalJson } from '#app/rubric/index.ts'
import { answerAuthors, answers, decisions, reviewSnapshots } from '#db/schema/reviews.ts'
import type { PersonKey } from '#db/seed/cast.ts'
import { TRIAGE, type World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { eventsOf, form, harmsOf, peopleAndRubrics, recordOf } from './record.ts'

const { db } = await testDatabase()
let world: World
let steps = 0
const met = new Set<ReviewState>()
beforeAll(async () => {
  world = await peopleAndRubrics(db)
})

/** What we believe of the review: plain values, moved by what the commands say they did. */
type Model = {
  state: ReviewState
  entries: number
  rounds: Map<string, string>
  authors: Set<string>
  judges: Set<string>
}
type Real = { reviewId: string }

const PEOPLE = ['maya', 'jonas', 'kofi', 'ines', 'rafael', 'aoife', 'daniel', 'mei', 'priya', 'grace', 'nora'] as const
const TEAM: readonly PersonKey[] = ['maya', 'jonas', 'kofi']

class Step implements fc.AsyncCommand<Model, Real> {
  constructor(
    readonly name: string,
    readonly person: PersonKey,
    readonly act: (reviewId: string, person: PersonKey) => Promise<Result<unknown>>,
    readonly judging = false,
  ) {}
  check = () => true
  toString = () => `${this.person} ${this.name}`

  async run(model: Model, { reviewId }: Real): Promise<void> {
    steps++
    const end = await this.act(reviewId, this.person).catch((error: unknown) => {
      if (error instanceof AccessDenied) return 'refused' as const
      throw error
    })
    const done = end !== 'refused' && end.ok
    const now = await recordOf(db, reviewId)
    met.add(now.state)
    const told = await eventsOf(db, reviewId)

    // The state is one the present one leads to, and only a command that was carried out moves it.
    if (now.state !== model.state) {
      expect(done, `${this} moved ${model.state} to ${now.state}`).toBe(true)
      expect(REVIEW_TRANSITIONS[model.state]).toContain(now.state)
    }
    // What was refused left no trace.
    if (!done) expect(told).toHaveLength(model.entries)
    // Nobody of the team, and nobody who wrote an answer, ever judges.
    if (done && this.judging) {
      expect(TEAM, String(this)).not.toContain(this.person)
      expect([...model.authors]).not.toContain(world.personId(this.person))
      model.judges.add(world.personId(this.person))
    }
    const rounds = await db.select().from(reviewSnapshots).where(eq(reviewSnapshots.reviewId, reviewId))
    const kept = new Map(rounds.map((row) => [`${row.rubricKey} ${row.round}`, canonicalJson(row.answers)]))
    // What was submitted once is what it was.
    for (const [round, text] of model.rounds) expect(kept.get(round)).toBe(text)
    // While a round is judged, its answers are the submitted ones.
    if (['in_review', 'scored', 'escalated', 'decided'].includes(now.state)) {
      const standing = await db.select().from(answers).where(eq(answers.reviewId, reviewId))
      const snapshot = rounds.find((row) => row.round === now.round && row.rubricKey === 'launch-full')
      for (const [key, answer] of Object.entries((snapshot?.answers ?? {}) as Record<string, { value?: unknown }>)) {
        const row = standing.find(({ questionKey }) => questionKey === key)
        const value = row?.valChoice ?? row?.valNum ?? row?.valBool ?? row?.valDate ?? row?.valText ?? row?.valJson
        if (answer.value !== undefined) expect(value, key).toEqual(answer.value)
      }
    }
    const authors = await db.select().from(answerAuthors).where(eq(answerAuthors.reviewId, reviewId))
    Object.assign(model, { state: now.state, entries: told.length, rounds: kept })
    model.authors = new Set(authors.map(({ personId }) => personId))
  }
}

const reason = 'As the story goes.'
const ask = (person: PersonKey) => world.asking(person)
const versionOf = async (reviewId: string, key: string) => {
  const [row] = await db
    .select({ version: answers.version })
    .from(answers)
    .where(and(eq(answers.reviewId, reviewId), eq(answers.questionKey, key)))
  return row?.version ?? 0
}
const save = async (reviewId: string, person: PersonKey, questionKey: string, value: string | number) =>
  saveAnswer(ask(person), {
    ...{ reviewId, questionKey, version: await versionOf(reviewId, questionKey) },
    answer: { state: 'answered', value },
  })

/** Answers what is open, as far as this person may, and then submits. */
async function fillAndSubmit(reviewId: string, person: PersonKey): Promise<Result<unknown>> {
  const { state } = await recordOf(db, reviewId)
  if (state === 'triaged' && TEAM.includes(person)) await world.answer(person, reviewId)
  return submitReview(ask(person), form(reviewId))
}

async function triage(reviewId: string, person: PersonKey): Promise<Result<unknown>> {
  const { state } = await recordOf(db, reviewId)
  if (state === 'draft' && TEAM.includes(person))
    for (const [id, value] of Object.entries(TRIAGE.T2))
      await world.say(person, reviewId, `triage.${id}`, { state: 'answered', value })
  return submitTriage(ask(person), form(reviewId), 0.5)
}

async function scoreAll(reviewId: string, person: PersonKey, likelihood: number): Promise<Result<unknown>> {
  const found = await findScoring(ask('grace'), reviewId)
  const harms = found ? await harmsOf(world, reviewId).catch(() => []) : []
  let last: Result<unknown> | undefined
  for (const harm of harms.length > 0 ? harms : ['HAR-1'])
    last = await scoreHarm(ask(person), {
      ...{ reviewId, harm, version: found?.scores.harms[harm]?.version ?? 0, likelihood, likelihoodReason: reason },
      ...{
        gravity: 5,
        gravityReason: reason,
        wideScope: 'suggested',
        irreversible: 'no',
        confidence: 'B',
        probability: 5,
      },
    })
  return last as Result<unknown>
}

const decide = (outcome: DecideInput['outcome']) => (reviewId: string, person: PersonKey) =>
  decideReview(ask(person), {
    ...{ ...form(reviewId), outcome, reasons: reason, overrideReason: reason },
    conditions:
      outcome === 'approve_with_conditions'
        ? [{ text: 'x', ownerId: world.personId('jonas'), dueOn: '2027-01-10', gate: 'before_launch', gateValue: null }]
        : [],
  })

type Act = {
  weight: number
  name: string
  judging?: boolean
  act: (reviewId: string, person: PersonKey) => Promise<Result<unknown>>
}
const ACTS: Act[] = [
  { weight: 3, name: 'saves an answer', act: (id, who) => save(id, who, 'context.people_reached', 1 + (steps % 900)) },
  { weight: 2, name: 'saves a triage answer', act: (id, who) => save(id, who, 'triage.reach', steps % 20) },
  { weight: 6, name: 'answers the triage and submits it', act: triage },
  { weight: 8, name: 'answers what is open and submits', act: fillAndSubmit },
  {
    weight: 1,
    name: 'raises the tier',
    act: (reviewId, who) => raiseTier(ask(who), { ...form(reviewId), tier: 'T3', reason }),
  },
  {
    weight: 1,
    name: 'opens the triage again',
    act: (reviewId, who) => reopenTriage(ask(who), { ...form(reviewId), reason }),
  },
  { weight: 1, name: 'withdraws', act: (reviewId, who) => withdrawReview(ask(who), { ...form(reviewId), reason }) },
  { weight: 2, name: 'takes it', judging: true, act: (reviewId, who) => takeReview(ask(who), { reviewId }) },
  {
    ...{ weight: 1, name: 'takes it over', judging: true },
    act: async (id, who) =>
      takeOverReview(ask(who), { ...form(id), from: (await recordOf(db, id)).reviewerId ?? id, reason }),
  },
  {
    weight: 1,
    name: 'gives it back',
    judging: true,
    act: (id, who) => giveBackReview(ask(who), { ...form(id), reason }),
  },
  { weight: 5, name: 'scores all harms low', judging: true, act: (id, who) => scoreAll(id, who, 1) },
  { weight: 2, name: 'scores all harms high', judging: true, act: (id, who) => scoreAll(id, who, 2) },
  {
    weight: 1,
    name: 'attests',
    judging: true,
    act: (reviewId, who) => attestNoMechanism(ask(who), { reviewId, harm: 'SSH-1', reason }),
  },
  { weight: 7, name: 'locks the scores', judging: true, act: (id, who) => lockScores(ask(who), form(id)) },
  {
    ...{ weight: 2, name: 'asks for changes', judging: true },
    act: (id, who) =>
      requestChanges(ask(who), {
        ...form(id),
        note: reason,
        questions: [{ questionKey: 'context.people_reached', note: '' }],
      }),
  },
  { weight: 3, name: 'escalates', judging: true, act: decide('escalate') },
  { weight: 5, name: 'approves with conditions', judging: true, act: decide('approve_with_conditions') },
  { weight: 1, name: 'approves', judging: true, act: decide('approve') },
  { weight: 1, name: 'blocks', judging: true, act: decide('block') },
]

const JUDGES = fc.constantFrom<PersonKey>('ines', 'rafael', 'aoife', 'daniel', 'mei')
/** Mostly those whose turn it could be, now and then anybody at all. */
const whoFor = (judging = false) =>
  fc.oneof(
    { weight: 7, arbitrary: judging ? JUDGES : fc.constantFrom<PersonKey>('maya', 'jonas') },
    { weight: 2, arbitrary: fc.constantFrom<PersonKey>(...PEOPLE) },
  )
const anyStep = ACTS.map(({ weight, name, act, judging }) => ({
  // A withdrawal ends the story: one in a while is enough.
  weight: name === 'withdraws' ? 1 : weight * 6,
  arbitrary: whoFor(judging).map((person) => new Step(name, person, act, judging)),
}))
const step = fc.oneof(...anyStep)

test('whatever people do, in whatever order: states are legal, four eyes hold, submitted answers stay', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands([step], { maxCommands: 80, size: 'max' }), async (commands) => {
      const reviewId = await world.draft()
      const model: Model = {
        ...{ state: 'draft', entries: (await eventsOf(db, reviewId)).length, rounds: new Map() },
        ...{ authors: new Set(), judges: new Set() },
      }
      await fc.asyncModelRun(() => ({ model, real: { reviewId } }), commands)
      const taken = await db.select().from(decisions).where(eq(decisions.reviewId, reviewId))
      for (const { decidedBy } of taken) expect(model.authors.has(decidedBy)).toBe(false)
    }),
    { numRuns: 25, seed: 1876, endOnFailure: true },
  )
  expect(steps).toBeGreaterThan(400)
  // The stories go all the way, or they would prove little.
  expect([...met]).toEqual(
    expect.arrayContaining(['triaged', 'in_review', 'changes_requested', 'scored', 'withdrawn', 'decided']),
  )
  expect((await verifyAudit(db)).bad).toEqual([])
  const [loose] = await db.execute(sql`select count(*)::int as n from decisions d join reviews r on r.id = d.review_id
    join people p on p.id = d.decided_by where p.team_id = r.team_id or d.decided_by = r.submitter_id
      or exists (select from answer_authors a where a.review_id = d.review_id and a.person_id = d.decided_by)`)
  expect(loose?.n).toBe(0)
}, 400_000)
