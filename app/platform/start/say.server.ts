/** The few lines a person sees while the portal starts; requests are logged elsewhere. */
export const say = (text: string): void => console.log(text)

/** Seconds since a moment of `performance.now()`, to one digit. */
export const secondsSince = (start: number): string => `${((performance.now() - start) / 1000).toFixed(1)} s`

export type DemoPerson = { name: string; title: string; email: string }

/** The closing block of a start: where the portal is, and who may be tried. */
export function sayReady(portal: { url: string; seconds: string; people: readonly DemoPerson[]; data?: string }): void {
  const width = Math.max(0, ...portal.people.map(({ name }) => name.length))
  const titles = Math.max(0, ...portal.people.map(({ title }) => title.length))
  const people = portal.people.map(
    ({ name, title, email }) => `    ${name.padEnd(width)}   ${title.padEnd(titles)}   ${email}`,
  )
  say(
    [
      '',
      `  Plimsoll is ready at ${portal.url}   (${portal.seconds})`,
      ...(people.length > 0 ? ['', '  Sign in there with one click as', ...people] : []),
      ...(portal.data ? ['', `  Its data is kept in ${portal.data}. Delete that folder to begin anew.`] : []),
      '  Ctrl-C stops it.',
      '',
    ].join('\n'),
  )
}
