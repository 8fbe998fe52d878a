import type { ControlKind, ControlStatus } from '#app/rubric/rubric.ts'

export const KIND_WORDS: Readonly<Record<ControlKind, string>> = {
  prevent: 'Prevents it',
  deter: 'Makes it unattractive',
  detect: 'Notices it',
  respond: 'Acts on it',
  recover: 'Puts it right afterwards',
  empower: 'Lets people protect themselves',
}

export const STATUS_WORDS: Readonly<Record<ControlStatus, string>> = {
  planned: 'Planned',
  built: 'Built',
  tested: 'Tested',
  monitored: 'Monitored',
}

/** By strength, 0 to 3. */
export const STRENGTH_WORDS = [
  'No effect yet',
  'Weak: easily got round',
  'Solid: stops most cases',
  'Strong: stops nearly all',
] as const
