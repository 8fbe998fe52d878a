import { AUTHORITIES, type Authority, OUTCOME_WORDS, type Outcome } from './review.ts'
import { highestAuthority } from './verdict.ts'
import type { ReviewRowView, ReviewView } from './views.ts'

/** What happens now with a review, as one person reads it. */
export type NextStep = {
  /** Whose move it is. */
  turn: 'you' | 'others' | 'nobody'
  sentence: string
  /** A closed door, and who has the key. */
  door?: string
  /** The reader's next act: a verb with its object, and the page of the review where it is done. */
  act?: { label: string; path: string }
  /** A decision is still expected by the due day. */
  expected: boolean
}

export type Standing = Pick<
  ReviewView,
  | 'state'
  | 'tier'
  | 'outcome'
  | 'submitter'
  | 'submitterId'
  | 'reviewer'
  | 'reviewerId'
  | 'auditSample'
  | 'previousId'
  | 'nextId'
  | 'may'
>
export type Viewer = { id: string; roles: readonly string[] }

/** What the page knows besides: nothing here widens what the person may see. */
export type Known = {
  /** How many questions of a standing request for changes still wait for an answer. */
  reopened?: number
  /** Who may approve and why, for those who may see scores: "Needs the safety council: 2 harms at H". */
  key?: { authority: Authority | 'nobody'; words: string }
  /** Conditions of the decision, for those who may read it. */
  conditions?: number
}

/** What happens now, who has the next step, and what this person can do about it. */
export function nextStep(review: Standing, viewer: Viewer, known: Known = {}): NextStep {
  const { may, submitter } = review
  const own = review.submitterId === viewer.id
  switch (review.state) {
    case 'draft':
      return answering(review, own, {
        task: 'answer the triage and submit it: about three minutes, then the tier and the expected date are known',
        act: { label: 'Answer the triage', path: 'triage' },
      })
    case 'triaged':
      return answering(review, own, {
        task:
          review.tier === 'T1'
            ? 'complete the self-serve checklist; it is then logged and nobody has to decide'
            : 'answer the questionnaire and submit it for review',
        act: { label: review.tier === 'T1' ? 'Complete the checklist' : 'Answer the questions', path: 'questions' },
        door: `Scoring opens when ${submitter} submits.`,
      })
    case 'changes_requested': {
      const door = `Scoring opens again when ${submitter} submits.`
      if (known.reopened === 0)
        return answering(review, own, {
          task: 'submit again: what was asked for is answered',
          act: { label: 'Check and submit', path: 'check' },
          door,
        })
      const what = known.reopened === undefined ? 'the questions opened again' : questions(known.reopened)
      return answering(review, own, {
        task: `answer ${what} and submit again`,
        act: { label: `Answer ${what}`, path: 'questions' },
        door,
      })
    }
    case 'in_review':
      return scoring(review, viewer)
    case 'scored':
      return deciding(review, viewer, known.key)
    case 'escalated':
      return withCouncil(may.decide, known.key)
    case 'decided':
      return decided(review, known.conditions)
    case 'logged':
      return ended(
        review.tier === 'T0'
          ? `Nothing in the triage needs a review, so the launch is logged and may go ahead.${review.auditSample ? ' It was drawn for the random audit: a reviewer may still look at it.' : ''}`
          : 'The self-serve checklist is complete, so the launch is logged and may go ahead.',
      )
    case 'withdrawn':
      return {
        ...ended('The launch was taken out of review. Everything written so far can still be read.'),
        ...wayBack(review),
      }
  }
}

type Task = { task: string; act: { label: string; path: string }; door?: string }

function answering({ may, submitter, previousId, state }: Standing, own: boolean, { task, act, door }: Task): NextStep {
  const expected = state !== 'draft'
  const copied = previousId !== null && state === 'draft' ? ' The answers of the review before are filled in.' : ''
  if (own && may.answer) return { turn: 'you', sentence: `You must ${task}.${copied}`, act, expected }
  if (may.answer) {
    const sentence = `${submitter} must ${task}. You are on the team, so you may do it too.${copied}`
    return { turn: 'others', sentence, act, expected }
  }
  return { turn: 'others', sentence: `${submitter} must ${task}.`, expected, ...(door ? { door } : {}) }
}

function scoring({ may, submitter, reviewer, reviewerId }: Standing, viewer: Viewer): NextStep {
  const act = { label: 'Score the harms', path: 'scoring' }
  const common = { expected: true }
  if (reviewerId === viewer.id && may.score)
    return { ...common, turn: 'you', sentence: 'You must score the harms and lock the scores.', act }
  const door = may.score || may.answer_as_reviewer ? undefined : doorToScoring(may.answer || may.withdraw, viewer)
  const shut = door ? { door } : {}
  if (!reviewer) {
    if (may.take)
      return {
        ...common,
        turn: 'you',
        sentence: 'Nobody has taken this review yet. Take it, then score the harms.',
        act: { label: 'Take the review', path: 'reviewer' },
      }
    return { ...common, turn: 'others', sentence: 'A reviewer must take this review and score it.', ...shut }
  }
  return {
    ...common,
    turn: 'others',
    sentence: `${reviewer} must score the harms that ${submitter} described.`,
    ...(may.answer_as_reviewer ? { door: doorToHolder(reviewer, may.take_over) } : shut),
  }
}

const doorToHolder = (reviewer: string, lead: boolean): string =>
  `Whoever has a review scores it. ${reviewer} can give it back, or ${lead ? 'you can take it over below' : 'a lead can take it over'}.`

/** Why somebody who sees the review cannot score it, whoever has it. */
function doorToScoring(onTeam: boolean, { roles }: Viewer): string | undefined {
  if (roles.includes('reviewer') || roles.includes('lead'))
    return 'You belong to this launch, so somebody else must judge it.'
  return onTeam
    ? 'Answers are closed while the review runs. If something must change, the reviewer opens the question again.'
    : undefined
}

const WHO: Readonly<Record<Authority, string>> = {
  reviewer: 'A reviewer',
  lead: 'A Trust & Safety lead',
  council: 'The safety council',
}

function deciding({ may }: Standing, viewer: Viewer, key: Known['key']): NextStep {
  const open: NextStep = {
    turn: 'others',
    sentence: 'The scores are locked. Trust & Safety must decide.',
    expected: true,
  }
  const act = { label: 'Decide', path: 'decision' }
  const own = may.decide ? highestAuthority(viewer.roles) : undefined
  if (!key) return own ? { ...open, turn: 'you', sentence: 'The scores are locked. You must decide.', act } : open
  const door = `${key.words}.`
  if (key.authority === 'nobody') {
    const sentence = 'A critical risk cannot be approved by anybody: it is blocked, or changes are asked for.'
    return own ? { ...open, turn: 'you', sentence, door, act } : { ...open, sentence, door }
  }
  const others = { ...open, sentence: `${WHO[key.authority]} must decide.`, door }
  if (!own) return others
  if (AUTHORITIES.indexOf(own) >= AUTHORITIES.indexOf(key.authority))
    return { ...open, turn: 'you', sentence: 'The scores are locked. You must decide.', act }
  if (key.authority === 'council')
    return {
      ...open,
      turn: 'you',
      sentence: 'You must hand this to the safety council, or ask for changes.',
      door,
      act: { label: 'Escalate to the council', path: 'decision' },
    }
  return { ...others, act: { label: 'See the proposal', path: 'decision' } }
}

function withCouncil(mayDecide: boolean, key: Known['key']): NextStep {
  const door = key ? { door: `${key.words}.` } : {}
  return mayDecide
    ? {
        turn: 'you',
        sentence: 'This was escalated to the safety council. You must decide.',
        ...door,
        act: { label: 'Decide', path: 'decision' },
        expected: true,
      }
    : { turn: 'others', sentence: 'The safety council must decide.', ...door, expected: true }
}

const ENDS: Readonly<Record<Outcome, string>> = {
  approve: 'The launch is approved and may go ahead.',
  approve_with_conditions: 'The launch is approved, with conditions that must be met.',
  block: 'The launch is blocked and must not ship as it was described.',
  request_changes: `${OUTCOME_WORDS.request_changes.noun}.`,
  escalate: `${OUTCOME_WORDS.escalate.noun}.`,
}

function decided(review: Standing, conditions: number | undefined): NextStep {
  const { may, outcome } = review
  const attached =
    outcome === 'approve_with_conditions' && conditions
      ? `The launch is approved, with ${conditions} ${conditions === 1 ? 'condition that must be' : 'conditions that must be'} met.`
      : undefined
  const read = may.read_decision ? { act: { label: 'Read the decision', path: 'memo' } } : {}
  const blocked = outcome === 'block' && !review.nextId
  return {
    ...ended(attached ?? (outcome ? ENDS[outcome] : 'The review has been decided.')),
    ...read,
    ...(blocked ? { door: 'The way back is a re-scoped review, started by the team.' } : {}),
  }
}

const wayBack = ({ may, nextId }: Standing): Pick<NextStep, 'act'> =>
  may.rescope && !nextId ? { act: { label: 'Start a re-scoped review', path: 'rescope' } } : {}

const ended = (sentence: string): NextStep => ({ turn: 'nobody', sentence, expected: false })

const questions = (count: number) => `${count} ${count === 1 ? 'question' : 'questions'}`

export type RowStep = { label: string; path: string; waitsFor?: string }

/** A row of "needs me now": the act it asks for. The lane itself knows whose row it is. */
export function rowAct(row: Pick<ReviewRowView, 'state' | 'tier' | 'reviewer'>, reopened?: number): RowStep {
  switch (row.state) {
    case 'draft':
      return { label: 'Answer the triage', path: 'triage' }
    case 'triaged':
      return { label: row.tier === 'T1' ? 'Complete the checklist' : 'Answer the questions', path: 'questions' }
    case 'changes_requested':
      if (reopened === 0) return { label: 'Check and submit', path: 'check' }
      return { label: reopened ? `Answer ${questions(reopened)}` : 'Answer the open questions', path: 'questions' }
    case 'in_review':
      return row.reviewer ? { label: 'Score', path: 'scoring' } : { label: 'Take and score', path: '' }
    case 'scored':
    case 'escalated':
      return { label: 'Decide', path: 'decision' }
    case 'decided':
      return { label: 'Read the decision', path: 'memo' }
    default:
      return { label: 'Look at it', path: '' }
  }
}

/** A row that waits: for whom. */
export function rowWaitsFor(row: Pick<ReviewRowView, 'state' | 'submitter' | 'reviewer'>, reopened?: number): string {
  switch (row.state) {
    case 'draft':
      return `${row.submitter}, to submit the triage`
    case 'triaged':
      return `${row.submitter}, to answer and submit`
    case 'changes_requested':
      if (reopened === 0) return `${row.submitter}, to submit again`
      return `${row.submitter}, to answer ${reopened ? questions(reopened) : 'the open questions'}`
    case 'in_review':
      return row.reviewer ? `${row.reviewer}, to score it` : 'a reviewer, to take it'
    case 'scored':
      return 'Trust & Safety, to decide'
    case 'escalated':
      return 'the safety council, to decide'
    default:
      return 'nobody'
  }
}
