import type { Role } from '#app/domain/people/people.ts'
import type { NavItem } from '#app/ui/kit/shell.tsx'

/** Who knows of any launch at all, and who looks at launches of others before they ship. */
const KNOWS_LAUNCHES: readonly Role[] = [
  'submitter',
  'reviewer',
  'lead',
  'council',
  'consultant',
  'incident_manager',
  'auditor',
]
const LOOKS_AT_QUEUE: readonly Role[] = ['reviewer', 'lead', 'council', 'auditor']

/** The places a person can use, by role. Each page asks again what may be seen there. */
export function navigationFor(roles: readonly string[]): NavItem[] {
  const has = (some: readonly Role[]) => some.some((role) => roles.includes(role))
  return [
    { to: '/', label: 'Home', end: true },
    ...(has(KNOWS_LAUNCHES) ? [{ to: '/launches', label: 'Launches' }] : []),
    ...(has(LOOKS_AT_QUEUE) ? [{ to: '/reviews', label: 'Review queue', end: false }] : []),
    ...(roles.length > 0 ? [{ to: '/rubrics', label: 'Rubrics', end: false }] : []),
  ]
}
