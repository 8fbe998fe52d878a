import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * The session token in a Cookie header, if this portal signed it. The library writes `token.signature`, the signature being the
 * HMAC-SHA-256 of the token in base64; a test holds both against each other.
 * @param cookies the header as it came, or null
 * @param name the session cookie's name
 */
export function sessionToken(cookies: string | null, name: string, secret: string): string | undefined {
  const value = cookieValue(cookies ?? '', name)
  const dot = value?.lastIndexOf('.') ?? -1
  if (!value || dot < 1) return undefined
  const token = value.slice(0, dot)
  const given = Buffer.from(value.slice(dot + 1))
  const wanted = Buffer.from(createHmac('sha256', secret).update(token).digest('base64'))
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? token : undefined
}

function cookieValue(cookies: string, name: string): string | undefined {
  const start = `${name}=`
  const pair = cookies
    .split(';')
    .map((one) => one.trim())
    .find((one) => one.startsWith(start))
  try {
    return pair && decodeURIComponent(pair.slice(start.length))
  } catch {
    return undefined
  }
}
