import { defineEvent } from '#app/platform/audit/event.ts'
import type { Tier } from '#app/rubric/rubric.ts'
import type { AnswerChangeFact, EvidenceChange } from './answer-change.ts'
import { type Gate, OUTCOME_WORDS, type Outcome } from './review.ts'

const ofReview = ({ reviewId }: { reviewId: string }) => `review:${reviewId}`
const ofLaunch = ({ launchId }: { launchId: string }) => `launch:${launchId}`

/** What a harm that a reviewer brings in changes, in place of scored fields. */
const ADDED = 'in scope'
const SCORE_WORDS: Readonly<Record<string, string>> = {
  gravity: 'gravity',
  likelihood: 'likelihood',
  wideScope: 'how many it could reach',
  irreversible: 'whether it can be undone',
  confidence: 'confidence in the evidence',
  probability: 'chance within 90 days',
}

/** What happened to the evidence: alone, and together with a new answer. */
const EVIDENCE_WORDS: Readonly<Record<EvidenceChange, { alone: string; beside: string }>> = {
  added: { alone: 'added evidence to', beside: ', with evidence' },
  changed: { alone: 'changed the evidence of', beside: ', with other evidence' },
  removed: { alone: 'removed the evidence from', beside: ', without the evidence it had' },
}

const LAUNCH_WORDS: Readonly<Record<string, string>> = {
  title: 'the name',
  summary: 'the description',
  launchOn: 'the date',
  markets: 'the markets',
}

/** What can happen to a launch and its reviews. Facts hold ids and codes, never what people wrote. */
export const reviewEvents = {
  'launch.described': defineEvent<{ launchId: string; teamId: string }>()({
    audience: 'record',
    stream: ofLaunch,
    describe: ({ teamId }, names) => `${names.actor} described the launch for ${names.team(teamId)}`,
  }),
  'launch.changed': defineEvent<{ launchId: string; fields: string[] }>()({
    audience: 'record',
    stream: ofLaunch,
    describe: ({ fields }, names) =>
      `${names.actor} changed ${fields.map((field) => LAUNCH_WORDS[field] ?? field).join(', ')} of the launch`,
  }),
  'review.started': defineEvent<{ reviewId: string; launchId: string; previousId?: string }>()({
    audience: 'record',
    stream: ofReview,
    describe: ({ previousId }, names) =>
      previousId ? `${names.actor} started a re-scoped review` : `${names.actor} started the review`,
  }),
  'review.answered': defineEvent<
    { reviewId: string; question: string; version: number; state: string } & AnswerChangeFact
  >()({
    audience: 'record',
    stream: ofReview,
    describe: ({ question, state, from, to, evidence, valueStands }, names) => {
      const asked = `“${names.word('question', question)}”`
      if (evidence && valueStands) return `${names.actor} ${EVIDENCE_WORDS[evidence].alone} the answer to ${asked}`
      const beside = evidence ? EVIDENCE_WORDS[evidence].beside : ''
      const value = (code: string) => `“${names.word('value', code, question)}”`
      if (state === 'blank') return `${names.actor} cleared the answer to ${asked}`
      if (to === undefined)
        return `${names.actor} ${from === undefined ? 'answered' : 'changed the answer to'} ${asked}${beside}`
      return from === undefined
        ? `${names.actor} answered ${asked} with ${value(to)}${beside}`
        : `${names.actor} changed the answer to ${asked} from ${value(from)} to ${value(to)}${beside}`
    },
  }),
  // These answers are written for whoever decides: only those who may see scores learn of them.
  'review.answered_by_reviewer': defineEvent<{ reviewId: string; question: string; version: number; state: string }>()({
    audience: 'assessment',
    stream: ofReview,
    describe: ({ question, state }, names) =>
      `${names.actor} ${state === 'blank' ? 'cleared the answer to' : 'answered'} “${names.word('question', question)}” for the reviewer`,
  }),
  'review.moved_version': defineEvent<{
    reviewId: string
    moveId: string
    rubric: string
    from: string
    to: string
    carried: number
    toReconfirm: number
    archived: number
  }>()({
    audience: 'record',
    stream: ofReview,
    describe: ({ rubric, from, to, carried, toReconfirm, archived }, names) =>
      `${names.actor} moved the review from version ${from} to ${to} of “${names.word('rubric', rubric)}”: ${carried + toReconfirm + archived} answers, of which ${toReconfirm} to reconfirm and ${archived} archived`,
  }),
  'review.move_undone': defineEvent<{
    reviewId: string
    moveId: string
    rubric: string
    from: string
    to: string
    restored: number
  }>()({
    audience: 'record',
    stream: ofReview,
    describe: ({ rubric, from, to, restored }, names) =>
      `${names.actor} took the move back: version ${to} of “${names.word('rubric', rubric)}” again instead of ${from}${restored > 0 ? `; ${restored} ${restored === 1 ? 'answer came' : 'answers came'} back` : ''}`,
  }),
  'review.answer_confirmed': defineEvent<{ reviewId: string; question: string }>()({
    audience: 'record',
    stream: ofReview,
    describe: ({ question }, names) =>
      `${names.actor} confirmed that the answer to “${names.word('question', question)}” is still true`,
  }),
  'review.answers_reused': defineEvent<{ reviewId: string; fromReviewId: string; launch: string; answers: number }>()({
    audience: 'record',
    stream: ofReview,
    describe: ({ launch, answers }, names) =>
      `${names.actor} began with ${answers} ${answers === 1 ? 'answer' : 'answers'} of ${launch}, each to be reconfirmed`,
  }),
  'review.triaged': defineEvent<{ reviewId: string; tier: Tier; rule: string; dueOn: string; late: boolean }>()({
    audience: 'record',
    stream: ofReview,
    describe: ({ tier, dueOn, late }, names) =>
      `${names.actor} submitted the triage: tier ${tier}, a decision is expected by ${names.word('day', dueOn)}${late ? '; marked as late intake' : ''}`,
  }),
  'review.late_marked': defineEvent<{ reviewId: string; late: boolean }>()({
    audience: 'record',
    stream: ofReview,
    describe: ({ late }) =>
      late
        ? 'The new launch date is before the expected decision: marked as late intake'
        : 'No longer late: the launch moved',
  }),
  'review.triage_reopened': defineEvent<{ reviewId: string; tier: Tier }>()({
    audience: 'record',
    stream: ofReview,
    describe: ({ tier }, names) => `${names.actor} opened the triage again (it had given ${tier})`,
  }),
  'review.tier_raised': defineEvent<{ reviewId: string; from: Tier; to: Tier; by: 'person' | 'rule' }>()({
    audience: 'record',
    stream: ofReview,
    describe: ({ from, to, by }, names) =>
      by === 'rule'
        ? `An answer raised the tier from ${from} to ${to}`
        : `${names.actor} asked for tier ${to} instead of ${from}`,
  }),
  'review.logged': defineEvent<{ reviewId: string; tier: Tier; auditSample: boolean }>()({
    audience: 'record',
    stream: ofReview,
    describe: ({ tier, auditSample }) =>
      `Logged without a decision: ${tier === 'T0' ? 'nothing in the triage needs a review' : 'the self-serve checklist is complete'}${auditSample ? '; drawn for the random audit' : ''}`,
  }),
  'review.submitted': defineEvent<{
    reviewId: string
    round: number
    rubric: string
    version: string
    rubricSha256: string
    answersSha256: string
  }>()({
    audience: 'record',
    stream: ofReview,
    describe: ({ round, rubric, version }, names) =>
      `${names.actor} submitted round ${round} for review, on version ${version} of “${names.word('rubric', rubric)}”`,
  }),
  'review.taken': defineEvent<{ reviewId: string; reviewerId: string }>()({
    audience: 'record',
    stream: ofReview,
    describe: (_, names) => `${names.actor} took the review`,
  }),
  'review.taken_over': defineEvent<{ reviewId: string; reviewerId: string; from: string }>()({
    audience: 'record',
    stream: ofReview,
    describe: ({ from }, names) => `${names.actor} took the review over from ${names.person(from)}`,
  }),
  'review.given_back': defineEvent<{ reviewId: string }>()({
    audience: 'record',
    stream: ofReview,
    describe: (_, names) => `${names.actor} gave the review back: any reviewer may take it`,
  }),
  'scores.carried_over': defineEvent<{ reviewId: string; round: number; from: number }>()({
    audience: 'assessment',
    stream: ofReview,
    describe: ({ round, from }, names) => `${names.actor} began round ${round} with the scores of round ${from}`,
  }),
  'harm.scored': defineEvent<{ reviewId: string; round: number; harm: string; version: number; fields: string[] }>()({
    audience: 'assessment',
    stream: ofReview,
    describe: ({ harm, fields }, names) =>
      fields.includes(ADDED)
        ? `${names.actor} added ${names.word('harm', harm)} to the harms in scope`
        : `${names.actor} scored ${names.word('harm', harm)}: ${fields.map((field) => SCORE_WORDS[field] ?? field).join(', ')}`,
  }),
  'harm.attested': defineEvent<{ reviewId: string; round: number; harm: string }>()({
    audience: 'assessment',
    stream: ofReview,
    describe: ({ harm }, names) => `${names.actor} attested that no mechanism for ${names.word('harm', harm)} exists`,
  }),
  'control.credited': defineEvent<{
    reviewId: string
    round: number
    control: string
    strength: number
    status: string
  }>()({
    audience: 'assessment',
    stream: ofReview,
    describe: ({ control, strength, status }, names) =>
      `${names.actor} credited the safeguard “${names.word('safeguard', control)}” with strength ${strength}, ${status}`,
  }),
  'review.scored': defineEvent<{ reviewId: string; round: number }>()({
    audience: 'record',
    stream: ofReview,
    describe: ({ round }, names) => `${names.actor} locked the scores of round ${round}`,
  }),
  'assessment.computed': defineEvent<{
    reviewId: string
    round: number
    inherent: string
    current: string
    target: string
    proposal: Outcome
    sha256: string
  }>()({
    audience: 'assessment',
    stream: ofReview,
    describe: ({ inherent, current, target, proposal }) =>
      `The worst harm is at ${inherent} before safeguards, ${current} now, ${target} as planned; the rules propose to ${OUTCOME_WORDS[proposal].verb}`,
  }),
  'review.changes_requested': defineEvent<{ reviewId: string; round: number; questions: string[] }>()({
    audience: 'record',
    stream: ofReview,
    describe: ({ questions }, names) =>
      `${names.actor} asked for changes to ${questions.length} ${questions.length === 1 ? 'question' : 'questions'}: ${questions.map((id) => `“${names.word('question', id)}”`).join(', ')}`,
  }),
  'review.escalated': defineEvent<{ reviewId: string; round: number; residual: string; councilIds: string[] }>()({
    audience: 'record',
    stream: ofReview,
    describe: (_, names) => `${names.actor} escalated the decision to the safety council`,
  }),
  'review.decided': defineEvent<{
    reviewId: string
    round: number
    outcome: Outcome
    proposal: Outcome
    residual: string
    authority: string
    overridden: boolean
    expiresOn?: string
  }>()({
    audience: 'record',
    stream: ofReview,
    describe: ({ outcome, authority, overridden, expiresOn }, names) =>
      `${names.actor} decided as ${authority}: ${OUTCOME_WORDS[outcome].noun}${overridden ? ', against the proposal' : ''}${expiresOn ? `; valid until ${names.word('day', expiresOn)}` : ''}`,
  }),
  'decision.overrode_proposal': defineEvent<{ reviewId: string; round: number; outcome: Outcome; proposal: Outcome }>()(
    {
      audience: 'assessment',
      stream: ofReview,
      describe: ({ outcome, proposal }, names) =>
        `${names.actor} chose to ${OUTCOME_WORDS[outcome].verb} where the rules propose to ${OUTCOME_WORDS[proposal].verb}`,
    },
  ),
  'condition.attached': defineEvent<{
    reviewId: string
    conditionId: string
    ownerId: string
    dueOn: string
    gate: Gate
  }>()({
    audience: 'record',
    stream: ofReview,
    describe: ({ ownerId, dueOn }, names) =>
      `${names.actor} attached a condition for ${names.person(ownerId)}, due ${names.word('day', dueOn)}`,
  }),
  'review.withdrawn': defineEvent<{ reviewId: string }>()({
    audience: 'record',
    stream: ofReview,
    describe: (_, names) => `${names.actor} withdrew the launch from review`,
  }),
}
