import type { Role } from '#app/domain/people/people.ts'

export type Duty = { key: string; title: string; about: string; waiting: string; roles: readonly Role[] }

/** Why people open the portal. In the order in which a case passes through their hands. */
export const DUTIES: readonly Duty[] = [
  {
    key: 'bring',
    title: 'Bring a launch',
    about: 'Product teams describe what they want to ship and answer for its risks.',
    waiting: 'Has launches to describe and questions to answer.',
    roles: ['submitter'],
  },
  {
    key: 'review',
    title: 'Review and decide',
    about: 'Trust & Safety judges the risk of each harm, asks, and decides.',
    waiting: 'Has launches to judge before they may ship.',
    roles: ['reviewer', 'lead', 'council', 'consultant'],
  },
  {
    key: 'respond',
    title: 'Answer for an incident',
    about: 'When harm happened: contain it, and trace it back to the question that should have caught it.',
    waiting: 'Has incidents to trace back to what was known.',
    roles: ['incident_manager'],
  },
  {
    key: 'creators',
    title: 'Work with creators',
    about: 'Conduct plans: goals, check-ins, decisions, and appeals heard by somebody else.',
    waiting: 'Has conduct plans to keep on course.',
    roles: ['partnerships', 'conduct_decider', 'appeals'],
  },
  {
    key: 'watch',
    title: 'Watch over the portal',
    about: 'Numbers, evidence and keys: people who see how the work is done and change none of it.',
    waiting: 'Has the record of the work to look at.',
    roles: ['analyst', 'auditor', 'admin'],
  },
]
