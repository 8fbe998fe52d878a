import { describe, expect, test } from 'vitest'
import type { Role } from '#app/domain/people/index.ts'
import { abilityFor } from '#app/domain/policies.ts'
import {
  type Authority,
  type Known,
  nextStep,
  type Outcome,
  REVIEW_STATES,
  type ReviewRowView,
  type ReviewState,
  rowAct,
  rowWaitsFor,
  type Standing,
} from '#app/domain/reviews/index.ts'
import { REVIEW_ACTIONS } from '#app/domain/reviews/policy.ts'
import { can } from '#app/platform/access/ability.ts'
import type { Actor } from '#app/platform/access/actor.ts'

const LIVE = 'team-live'
const SAFETY = 'team-safety'

/** Everybody who may read a review, and how they stand to it. */
const VIEWERS: Record<string, { id: string; roles: Role[]; teamId: string }> = {
  submitter: { id: 'maya', roles: ['submitter'], teamId: LIVE },
  colleague: { id: 'jonas', roles: ['submitter'], teamId: LIVE },
  'reviewer who has it': { id: 'ines', roles: ['reviewer'], teamId: SAFETY },
  'another reviewer': { id: 'rafael', roles: ['reviewer'], teamId: SAFETY },
  lead: { id: 'aoife', roles: ['lead', 'reviewer'], teamId: SAFETY },
  'lead of the same team': { id: 'kofi', roles: ['lead', 'submitter'], teamId: LIVE },
  'council member who was called': { id: 'daniel', roles: ['council'], teamId: 'team-office' },
  'incident manager': { id: 'sofia', roles: ['incident_manager'], teamId: SAFETY },
  auditor: { id: 'grace', roles: ['auditor'], teamId: 'team-office' },
}

type Case = {
  viewer: string
  state: ReviewState
  reviewer?: string | null
  outcome?: Outcome
  more?: Partial<Standing>
}

function standing({ viewer, state, reviewer = 'ines', outcome, more }: Case): Standing {
  const actor: Actor = {
    kind: 'person',
    name: viewer,
    timeZone: 'UTC',
    ...(VIEWERS[viewer] as (typeof VIEWERS)[string]),
  }
  const people = { submitterId: 'maya', reviewerId: reviewer, participantIds: ['daniel'], authorIds: ['maya'] }
  const row = { id: 'r', teamId: LIVE, state, ...people }
  const ability = abilityFor(actor)
  return {
    state,
    tier: state === 'draft' ? null : 'T3',
    outcome: state === 'decided' ? (outcome ?? 'approve') : null,
    submitter: 'Maya Okafor',
    submitterId: 'maya',
    reviewer: reviewer && 'Ines Kallas',
    reviewerId: reviewer,
    auditSample: false,
    previousId: null,
    nextId: null,
    may: Object.fromEntries(REVIEW_ACTIONS.map((one) => [one, can(ability, one, 'Review', row)])) as Standing['may'],
    ...more,
  }
}

const stepFor = (one: Case, known?: Known) =>
  nextStep(standing(one), VIEWERS[one.viewer] as { id: string; roles: Role[] }, known)
const keyOf = (authority: Authority | 'nobody'): Known => ({ key: { authority, words: `Needs ${authority}` } })

describe('for every state and everybody who may read it', () => {
  for (const viewer of Object.keys(VIEWERS))
    for (const state of REVIEW_STATES)
      for (const reviewer of ['ines', null])
        test(`${viewer}: ${state}, ${reviewer ? 'taken' : 'not taken'}`, () => {
          const one = { viewer, state, reviewer }
          const { may } = standing(one)
          const step = stepFor(one)
          expect(step.sentence).toMatch(/^[A-Z].*[.]$/)
          expect(step.sentence + (step.door ?? '')).not.toMatch(/undefined|null|!/)
          // It is somebody's turn exactly while something is still to be done.
          expect(step.turn === 'nobody').toBe(['decided', 'logged', 'withdrawn'].includes(state))
          expect(step.expected).toBe(!['draft', 'decided', 'logged', 'withdrawn'].includes(state))
          // "Your turn" always comes with something to press, and never for somebody who may not do it.
          if (step.turn === 'you') expect(step.act).toBeDefined()
          const needs = {
            triage: may.answer,
            questions: may.answer,
            scoring: may.score,
            reviewer: may.take,
            decision: may.decide,
            memo: may.read_decision,
            rescope: may.rescope,
          }
          if (step.act) expect(needs[step.act.path as keyof typeof needs], step.act.path).toBe(true)
        })
})

test('the submitter is told how many questions wait, others whom they wait for', () => {
  const state = 'changes_requested'
  expect(stepFor({ viewer: 'submitter', state }, { reopened: 3 })).toMatchObject({
    turn: 'you',
    sentence: 'You must answer 3 questions and submit again.',
    act: { label: 'Answer 3 questions', path: 'questions' },
  })
  expect(stepFor({ viewer: 'reviewer who has it', state }, { reopened: 1 })).toMatchObject({
    turn: 'others',
    sentence: 'Maya Okafor must answer 1 question and submit again.',
    door: 'Scoring opens again when Maya Okafor submits.',
  })
  expect(stepFor({ viewer: 'colleague', state }, { reopened: 3 }).sentence).toContain('You are on the team')
})

test('once all that was asked is answered, what is left is to submit', () => {
  const state = 'changes_requested'
  expect(stepFor({ viewer: 'submitter', state }, { reopened: 0 })).toMatchObject({
    turn: 'you',
    sentence: 'You must submit again: what was asked for is answered.',
    act: { label: 'Check and submit', path: 'check' },
  })
  const row = { state, tier: 'T2', submitter: 'Maya Okafor', reviewer: null } as const
  expect(rowAct(row, 0)).toEqual({ label: 'Check and submit', path: 'check' })
  expect(rowWaitsFor(row, 0)).toBe('Maya Okafor, to submit again')
})

test('nobody judges their own launch, and is told so', () => {
  const step = stepFor({ viewer: 'lead of the same team', state: 'in_review' })
  expect(step.turn).toBe('others')
  expect(step.act).toBeUndefined()
  expect(step.door).toContain('somebody else must judge it')
})

test('an unclaimed review is every reviewer’s turn; a taken one only of whoever has it', () => {
  const state = 'in_review'
  expect(stepFor({ viewer: 'another reviewer', state, reviewer: null })).toMatchObject({
    turn: 'you',
    act: { path: 'reviewer' },
  })
  for (const [viewer, key] of [
    ['another reviewer', 'a lead can take it over'],
    ['lead', 'you can take it over'],
  ] as const) {
    const elsewhere = stepFor({ viewer, state })
    expect(elsewhere).toMatchObject({ turn: 'others', door: expect.stringContaining(key) })
    expect(elsewhere.act).toBeUndefined()
  }
  expect(stepFor({ viewer: 'reviewer who has it', state })).toMatchObject({ turn: 'you', act: { path: 'scoring' } })
})

describe('who decides hangs on the level', () => {
  const decides = (viewer: string, authority: Authority | 'nobody', state: ReviewState = 'scored') => {
    const { turn, act, door } = stepFor({ viewer, state }, keyOf(authority))
    return { turn, act: act?.label, door: door !== undefined }
  }
  test.each([
    ['reviewer who has it', 'reviewer', 'you', 'Decide', false],
    ['reviewer who has it', 'lead', 'others', 'See the proposal', true],
    ['reviewer who has it', 'council', 'you', 'Escalate to the council', true],
    ['reviewer who has it', 'nobody', 'you', 'Decide', true],
    ['lead', 'reviewer', 'you', 'Decide', false],
    ['lead', 'lead', 'you', 'Decide', false],
    ['lead', 'council', 'you', 'Escalate to the council', true],
    ['lead of the same team', 'lead', 'others', undefined, true],
    ['auditor', 'lead', 'others', undefined, true],
  ] as const)('%s, needs %s: %s', (viewer, authority, turn, act, door) => {
    expect(decides(viewer, authority)).toEqual({ turn, act, door })
  })

  test('the council that was called decides', () => {
    expect(decides('council member who was called', 'council', 'escalated')).toMatchObject({
      turn: 'you',
      act: 'Decide',
    })
    expect(decides('lead', 'council', 'escalated')).toEqual({ turn: 'others', act: undefined, door: true })
  })

  test('whoever may not see scores learns nothing of the level', () => {
    const step = stepFor({ viewer: 'submitter', state: 'scored' })
    expect(step).toEqual({
      turn: 'others',
      sentence: 'The scores are locked. Trust & Safety must decide.',
      expected: true,
    })
  })
})

test('a block names the way back, until somebody went it', () => {
  const blocked = { viewer: 'submitter', state: 'decided', outcome: 'block' } as const
  expect(stepFor(blocked).door).toContain('re-scoped review')
  expect(stepFor({ ...blocked, more: { nextId: 'later' } }).door).toBeUndefined()
})

test('conditions are counted where they are known', () => {
  const one = { viewer: 'submitter', state: 'decided', outcome: 'approve_with_conditions' } as const
  expect(stepFor(one, { conditions: 2 }).sentence).toContain('2 conditions that must be met')
  expect(stepFor(one).sentence).toContain('with conditions')
})

test('a row of any state has its act and words for waiting, in every state', () => {
  for (const state of REVIEW_STATES) {
    const row = { state, tier: 'T2', submitter: 'Maya Okafor', reviewer: null } as Pick<
      ReviewRowView,
      'state' | 'tier' | 'submitter' | 'reviewer'
    >
    expect(rowAct(row).label).toMatch(/^[A-Z]/)
    expect(rowWaitsFor(row)).not.toMatch(/undefined|null/)
  }
  expect(rowAct({ state: 'changes_requested', tier: 'T2', reviewer: null }, 3).label).toBe('Answer 3 questions')
})
