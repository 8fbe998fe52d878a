import { PassThrough } from 'node:stream'
import {
  type ActionFunctionArgs,
  type AppLoadContext,
  createReadableStreamFromReadable,
  type EntryContext,
  type LoaderFunctionArgs,
} from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'
import { databaseTroubleOf } from '#app/platform/http/last-resort.server.ts'
import { NonceContext } from '#app/platform/http/nonce.ts'

/** How long deferred data may take; the render is given up one second later, so that the page ends in words. */
export const streamTimeout = 6_000

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { cspNonce: nonce, services, requestId }: AppLoadContext,
): Promise<Response> {
  const userAgent = request.headers.get('user-agent')
  // A bot waits for the whole page; a person sees the start of it at once.
  const readyEvent = (userAgent && isbot(userAgent)) || remixContext.isSpaMode ? 'onAllReady' : 'onShellReady'
  return new Promise((resolve, reject) => {
    let shellSent = false
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RemixServer context={remixContext} url={request.url} abortDelay={streamTimeout} nonce={nonce} />
      </NonceContext.Provider>,
      {
        nonce,
        [readyEvent]() {
          shellSent = true
          const body = new PassThrough()
          headers.set('Content-Type', 'text/html; charset=utf-8')
          resolve(new Response(createReadableStreamFromReadable(body), { status, headers }))
          pipe(body)
        },
        onShellError: reject,
        onError(error: unknown) {
          // Before the shell is out the error reaches the last-resort page; after it, only the log can tell.
          if (shellSent && !request.signal.aborted) services.log.error({ err: error, requestId }, 'render failed')
        },
      },
    )
    setTimeout(abort, streamTimeout + 1_000).unref()
  })
}

/** Errors inside loaders and actions: logged under the request's reference, and remembered when the database was away. */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs): void {
  if (request.signal.aborted) return
  const trouble = databaseTroubleOf(error)
  if (trouble) context.databaseTrouble = trouble
  context.services.log.error({ err: error, requestId: context.requestId, trouble }, 'loader or action failed')
}
