const LONGEST = 2_000

/**
 * The text, if it is a path on this site and nothing else; otherwise `/`. Refuses whatever some browser or proxy could read
 * as another host: a second slash or backslash, encoded or not, control characters, dots that fold the path.
 */
export function localPath(text: unknown): string {
  return typeof text === 'string' && isLocalPath(text) ? text : '/'
}

function isLocalPath(text: string): boolean {
  if (text.length > LONGEST || !/^\/(?![/\\])[\x21-\x7e]*$/.test(text) || text.includes('\\')) return false
  const [path = ''] = text.split(/[?#]/)
  if (path.includes('//') || /%(2f|5c|2e|25|[01][0-9a-f]|7f)/i.test(path)) return false
  if (/\/\.{1,2}(\/|$)/.test(path)) return false
  // Last, what the platform itself makes of it.
  const url = URL.canParse(text, 'http://here.invalid') ? new URL(text, 'http://here.invalid') : undefined
  return url?.origin === 'http://here.invalid' && url.pathname === path
}
