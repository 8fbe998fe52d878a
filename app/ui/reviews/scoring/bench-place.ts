/** The id of the part of the bench that an act was about; undefined for an act about all of it. */
export function benchPlace({ act, about }: { act: string; about: string }): string | undefined {
  if (about === '') return undefined
  return `${act === 'credit' ? 'c' : act === 'answer' ? 'a' : 'harm'}-${about}`
}
