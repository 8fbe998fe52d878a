import { type AppLoadContext, createCookie } from '@remix-run/node'

/**
 * Which parts of a record somebody has opened, in this browser only. A cookie below the record's own address: it works without
 * JavaScript, leaves nothing on the server, and means nothing for anybody else. Unsigned, because it opens nothing: whoever changes
 * it changes only how their own list of parts looks.
 */
export async function visitedParts(
  request: Request,
  context: AppLoadContext,
  base: string,
  personId: string,
): Promise<string[]> {
  const kept: unknown = await cookieFor(context, base).parse(request.headers.get('cookie'))
  if (typeof kept !== 'object' || kept === null || (kept as Kept).by !== personId) return []
  const { parts } = kept as Kept
  return Array.isArray(parts) ? parts.filter((one) => typeof one === 'string').slice(0, MOST) : []
}

/** The header that adds one part; undefined when it is known already. */
export async function noteVisit(
  context: AppLoadContext,
  base: string,
  personId: string,
  visited: readonly string[],
  part: string,
): Promise<HeadersInit | undefined> {
  if (visited.includes(part)) return undefined
  const kept: Kept = { by: personId, parts: [...visited, part].slice(-MOST) }
  return { 'Set-Cookie': await cookieFor(context, base).serialize(kept) }
}

type Kept = { by: string; parts: string[] }
const MOST = 60

const cookieFor = ({ services: { env } }: AppLoadContext, base: string) =>
  createCookie('visited', {
    path: base,
    httpOnly: true,
    sameSite: 'lax',
    secure: env.BASE_URL.startsWith('https:'),
  })
