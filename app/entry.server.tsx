import { Writable } from 'node:stream'
import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { renderToPipeableStream } from 'react-dom/server'
import { databaseTroubleOf } from '#app/platform/http/last-resort.server.ts'
import { NonceContext } from '#app/platform/http/nonce.ts'

/** How long deferred data may take; the render is given up one second later, so that the page ends in words. */
export const streamTimeout = 6_000

/**
 * Renders the whole page, then sends it in one piece: no loader of ours defers, and a page in many small pieces costs the server twice
 * the work, in React and in compression.
 */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { cspNonce: nonce, services, requestId }: AppLoadContext,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RemixServer context={remixContext} url={request.url} abortDelay={streamTimeout} nonce={nonce} />
      </NonceContext.Provider>,
      {
        nonce,
        onAllReady() {
          clearTimeout(patience)
          headers.set('Content-Type', 'text/html; charset=utf-8')
          const chunks: Buffer[] = []
          const body = new Writable({
            write(chunk: Buffer, _encoding, done) {
              chunks.push(chunk)
              done()
            },
          })
          body.once('finish', () => resolve(new Response(Buffer.concat(chunks), { status, headers })))
          pipe(body)
        },
        onShellError: reject,
        onError(error: unknown) {
          if (!request.signal.aborted) services.log.error({ err: error, requestId }, 'render failed')
        },
      },
    )
    // Cleared when the page is ready: a waiting timer would keep the whole page in memory.
    const patience = setTimeout(abort, streamTimeout + 1_000).unref()
  })
}

/** Errors inside loaders and actions: logged under the request's reference, and remembered when the database was away. */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs): void {
  if (request.signal.aborted) return
  const trouble = databaseTroubleOf(error)
  if (trouble) context.databaseTrouble = trouble
  context.services.log.error({ err: error, requestId: context.requestId, trouble }, 'loader or action failed')
}
