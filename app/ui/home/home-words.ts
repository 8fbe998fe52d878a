import type { Role } from '#app/domain/people/people.ts'

export type HomeWords = {
  lead: string
  /** May describe a launch. */
  describes: boolean
  /** Has lanes at all: some review can wait for them. */
  lanes: boolean
  now: string
  waiting: string
  /** For the third lane: what comes, or what was decided where nothing can come. */
  comingUpTitle: 'Coming up' | 'Decided'
  comingUp: string
  allNow?: { to: string; label: string }
  /** For those without any launch of theirs: what they can do here today. */
  today: readonly string[]
}

const LANES_OF: readonly Role[] = [
  'submitter',
  'reviewer',
  'lead',
  'council',
  'consultant',
  'incident_manager',
  'auditor',
]

/** What the home page says to a person with these roles, empty lanes included. */
export function homeWordsFor(roles: readonly string[]): HomeWords {
  const has = (role: Role) => roles.includes(role)
  const lanes = LANES_OF.some(has)
  const base = {
    describes: has('submitter'),
    lanes,
    comingUpTitle: 'Coming up' as const,
    today: lanes ? [] : todayFor(has),
  }
  if (has('reviewer') || has('lead'))
    return {
      ...base,
      lead: 'Reviews to take, score and decide, the heaviest and nearest first.',
      now: 'Nothing needs you now. New reviews appear here as soon as a team submits one; the review queue shows all of them.',
      waiting: 'You wait for nobody. Reviews you gave back for changes, or handed on, appear here.',
      comingUp: 'No team is answering a questionnaire at this moment.',
      allNow: { to: '/reviews?saved=unclaimed', label: 'See all in the review queue' },
    }
  if (has('council'))
    return {
      ...base,
      lead: 'Decisions that were escalated to you, with the scores and reasons they rest on.',
      now: 'No decision waits for you. When a lead escalates one, it appears here with its memo.',
      waiting: 'You wait for nobody.',
      comingUp: 'Nothing is on its way to the council that is known yet.',
    }
  if (has('submitter'))
    return {
      ...base,
      lead: 'Your launches: what you must answer, whom you wait for, and what was decided.',
      now: 'Nothing needs you now. Describe a launch as soon as it is planned: the triage takes three minutes and tells you when to expect a decision.',
      waiting: 'You wait for nobody. Launches under review appear here, with whoever has them.',
      comingUp: 'No decided launch is close to its date.',
      allNow: { to: '/launches', label: 'See all your launches' },
    }
  return {
    ...base,
    lead: lanes ? LEADS(has) : 'Launches are weighed here before they can do harm.',
    now: has('consultant')
      ? 'Nobody has asked for your advice. When somebody does, the launch appears under Launches.'
      : 'Nothing needs you now. Decisions appear below as they are taken.',
    waiting: 'You wait for nobody.',
    ...(has('incident_manager') || has('auditor')
      ? { comingUpTitle: 'Decided', comingUp: 'No launch has been decided yet.' }
      : { comingUp: 'Nothing comes up for you.' }),
  }
}

const LEADS = (has: (role: Role) => boolean): string =>
  has('auditor')
    ? 'You may read every review with its history, and change none.'
    : 'Decided launches, with what was known and decided about them.'

function todayFor(has: (role: Role) => boolean): string[] {
  const lines: string[] = []
  if (has('admin'))
    lines.push(
      'As an administrator you look after people and their roles, with the command line of the portal. It gives you no sight of any launch: whoever needs one gets a role for it.',
    )
  if (has('analyst') || has('partnerships') || has('conduct_decider') || has('appeals'))
    lines.push('Your role has no part in launch reviews, so no launch is shown to you.')
  if (lines.length === 0)
    lines.push(
      'You have no role yet. Ask an administrator for the role your work needs; it counts from the next page you open.',
    )
  return lines
}
