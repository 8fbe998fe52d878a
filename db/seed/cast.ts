import type { Role } from '#app/domain/people/people.ts'

/** The people of Lumencast, a fictional live-streaming platform. Nobody here is real. */

export const TEAMS = {
  live: { name: 'Live Experience', kind: 'product', timeZone: 'Europe/Dublin' },
  money: { name: 'Creator Monetisation', kind: 'product', timeZone: 'America/Chicago' },
  discovery: { name: 'Discovery and Social', kind: 'product', timeZone: 'America/Sao_Paulo' },
  ai: { name: 'Creative AI', kind: 'product', timeZone: 'America/Chicago' },
  integrity: { name: 'Safety Engineering', kind: 'product', timeZone: 'Asia/Manila' },
  review: { name: 'Trust & Safety Review', kind: 'safety', timeZone: 'Europe/Dublin' },
  ops: { name: 'Safety Operations', kind: 'safety', timeZone: 'Asia/Manila' },
  legal: { name: 'Legal', kind: 'legal', timeZone: 'Europe/Dublin' },
  partners: { name: 'Creator Partnerships', kind: 'partnerships', timeZone: 'America/Sao_Paulo' },
  office: { name: 'Executive Office', kind: 'operations', timeZone: 'America/Chicago' },
} as const
export type TeamKey = keyof typeof TEAMS

type Member = { name: string; title: string; team: TeamKey; timeZone?: string; roles: readonly Role[] }

export const CAST = {
  maya: { name: 'Maya Okafor', title: 'Product manager, Live', team: 'live', roles: ['submitter'] },
  jonas: { name: 'Jonas Reyes', title: 'Product designer, Live', team: 'live', roles: ['submitter'] },
  kofi: {
    name: 'Kofi Mensah',
    title: 'Engineering manager, Live',
    team: 'live',
    roles: ['admin', 'lead', 'submitter'],
  },
  priya: { name: 'Priya Raman', title: 'Product manager, Gifts', team: 'money', roles: ['submitter'] },
  tomas: { name: 'Tomás Lima', title: 'Product manager, Discovery', team: 'discovery', roles: ['submitter'] },
  victor: { name: 'Victor Almeida', title: 'VP Product', team: 'discovery', roles: ['council'] },
  hana: { name: 'Hana Kobayashi', title: 'Product manager, Creative AI', team: 'ai', roles: ['submitter'] },
  lena: { name: 'Lena Santos', title: 'Product manager, Detection', team: 'integrity', roles: ['submitter'] },
  ines: { name: 'Ines Kallas', title: 'T&S reviewer', team: 'review', roles: ['reviewer'] },
  rafael: { name: 'Rafael Cruz', title: 'T&S reviewer', team: 'review', timeZone: 'Asia/Manila', roles: ['reviewer'] },
  aoife: { name: 'Aoife Brennan', title: 'T&S lead', team: 'review', roles: ['lead', 'reviewer'] },
  daniel: { name: 'Daniel Osei', title: 'Head of Trust & Safety', team: 'office', roles: ['council'] },
  mei: { name: 'Mei-Lin Tan', title: 'Deputy general counsel', team: 'legal', roles: ['council'] },
  sofia: { name: 'Sofia Marques', title: 'Incident manager', team: 'ops', roles: ['incident_manager'] },
  bruno: { name: 'Bruno Teixeira', title: 'Partnerships manager', team: 'partners', roles: ['partnerships'] },
  grace: {
    name: 'Grace Mwangi',
    title: 'Internal auditor',
    team: 'office',
    timeZone: 'Europe/Dublin',
    roles: ['auditor'],
  },
  yusuf: { name: 'Yusuf Demir', title: 'Safety analyst', team: 'ops', timeZone: 'Europe/Dublin', roles: ['analyst'] },
  nora: {
    name: 'Nora Lindqvist',
    title: 'Portal administrator',
    team: 'office',
    timeZone: 'Europe/Dublin',
    roles: ['admin'],
  },
} as const satisfies Record<string, Member>
export type PersonKey = keyof typeof CAST

/** maya.okafor@lumencast.example */
export const emailOf = (person: PersonKey): string =>
  `${CAST[person].name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, '.')}@lumencast.example`
