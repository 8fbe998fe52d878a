/** Who acts when the command line does: nobody's roles are borrowed, and the log says so. */
export const SYSTEM = {
  kind: 'system',
  id: 'system',
  name: 'Plimsoll',
  roles: [],
  teamId: '',
  timeZone: 'UTC',
} as const
