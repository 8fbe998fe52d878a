import type { Role } from '#app/domain/people/people.ts'

export type Duty = { key: string; title: string; about: string; roles: readonly Role[] }

/** Why people open the portal. In the order in which a case passes through their hands. */
export const DUTIES: readonly Duty[] = [
  {
    key: 'bring',
    title: 'Bring a launch',
    about: 'Product teams describe what they want to ship and answer for its risks.',
    roles: ['submitter'],
  },
  {
    key: 'review',
    title: 'Review and decide',
    about: 'Trust & Safety judges the risk of each harm, asks, and decides.',
    roles: ['reviewer', 'lead', 'council', 'consultant'],
  },
  {
    key: 'respond',
    title: 'Answer for an incident',
    about: 'When harm happened: contain it, and trace it back to the question that should have caught it.',
    roles: ['incident_manager'],
  },
  {
    key: 'creators',
    title: 'Work with creators',
    about: 'Conduct plans: goals, check-ins, decisions, and appeals heard by somebody else.',
    roles: ['partnerships', 'conduct_decider', 'appeals'],
  },
  {
    key: 'watch',
    title: 'Watch over the portal',
    about: 'Numbers, evidence and keys: people who see how the work is done and change none of it.',
    roles: ['analyst', 'auditor', 'admin'],
  },
]
