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
    key: 'read',
    title: 'Read what was decided',
    about: 'An auditor reads every launch and its history, an incident manager the decided ones. Neither changes any.',
    roles: ['auditor', 'incident_manager'],
  },
  {
    key: 'outside',
    title: 'No part in launch reviews',
    about: 'They may sign in, and no launch is shown to them: not even to an administrator.',
    roles: ['analyst', 'partnerships', 'conduct_decider', 'appeals', 'admin'],
  },
]
