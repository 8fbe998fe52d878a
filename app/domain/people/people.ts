/** The roles of a Trust & Safety organisation. What each may do stands in the policies beside each noun. */
export const ROLES = [
  'submitter',
  'reviewer',
  'lead',
  'council',
  'incident_manager',
  'partnerships',
  'conduct_decider',
  'appeals',
  'consultant',
  'analyst',
  'auditor',
  'admin',
] as const
export type Role = (typeof ROLES)[number]

export const TEAM_KINDS = ['product', 'safety', 'partnerships', 'legal', 'operations'] as const

/** What each role is called on the page. */
export const ROLE_NAMES: Record<Role, string> = {
  submitter: 'Product submitter',
  reviewer: 'T&S reviewer',
  lead: 'T&S lead',
  council: 'Safety council',
  incident_manager: 'Incident manager',
  partnerships: 'Partnerships manager',
  conduct_decider: 'Conduct decision-maker',
  appeals: 'Appeals officer',
  consultant: 'Consultant',
  analyst: 'Analyst',
  auditor: 'Auditor',
  admin: 'Administrator',
}
