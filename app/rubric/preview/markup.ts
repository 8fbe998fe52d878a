/** Text that is HTML already. Everything else is escaped when it is put into a page. */
export class Markup {
  constructor(readonly html: string) {}
}

type Part = string | number | Markup | undefined | false | readonly Part[]

/** HTML from a template: what is put in is text, unless it is markup itself. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(strings.map((text, i) => (i === 0 ? text : `${written(parts[i - 1])}${text}`)).join(''))

function written(part: Part): string {
  if (part === undefined || part === false) return ''
  if (part instanceof Markup) return part.html
  if (typeof part === 'object') return part.map(written).join('')
  return String(part).replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
