/** Who acts: everything the policies may ask about, loaded afresh for every request. */
export type Actor = {
  /** The person's id; the system acts under its own name and is never asked for permission by a route. */
  kind: 'person' | 'system'
  id: string
  name: string
  /** Role names in force at this moment. */
  roles: readonly string[]
  teamId: string
  /** IANA zone, for showing dates. */
  timeZone: string
}
