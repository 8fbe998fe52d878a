import type { AnswerInput } from '#app/domain/reviews/schemas.ts'
import type { SendOutcome, Standing } from './world.ts'

/** Where one answer is saved. The dots are written as %2E, because an address that ends in `.data` means something to the framework. */
export const answerPath = (reviewId: string, key: string): string =>
  `/reviews/${reviewId}/answers/${encodeURIComponent(key).replaceAll('.', '%2E')}`

type Body = {
  version?: number
  savedAt?: string
  code?: string
  detail?: string
  standing?: Standing
}

const SLOWEST_MS = 20_000

/** Sends one answer and puts what came back into words the page understands. */
export function sendAnswer(reviewId: string, personId: string, fetcher: typeof fetch = fetch) {
  return async (key: string, answer: AnswerInput, version: number): Promise<SendOutcome> => {
    const response = await fetcher(answerPath(reviewId, key), {
      method: 'PUT',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ answer, version, writer: personId }),
      // Leaving the page does not stop a save that has begun; the browser allows that for small ones.
      keepalive: JSON.stringify(answer).length < 8_000,
      signal: AbortSignal.timeout(SLOWEST_MS),
    })
    const body: Body = await response.json().catch(() => ({}))
    return outcomeOf(response, body)
  }
}

function outcomeOf({ status, headers }: Response, body: Body): SendOutcome {
  if (status === 200 && body.version !== undefined && body.savedAt !== undefined)
    return { is: 'saved', version: body.version, savedAt: body.savedAt }
  if (body.code === 'another-person') return { is: 'another-person' }
  if (status === 401) return { is: 'signed-out' }
  if (status === 409 && body.standing) return { is: 'conflict', standing: body.standing }
  if (status >= 400 && status < 500 && status !== 408 && status !== 429)
    return { is: 'refused', message: body.detail ?? 'This answer could not be taken. Open the page again.' }
  const retryAfter = Number(headers.get('retry-after'))
  return { is: 'unreachable', retryAfter: Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : undefined }
}
