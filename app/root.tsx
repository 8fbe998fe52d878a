import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react'
import type { ReactNode } from 'react'
import { useNonce } from '#app/platform/http/nonce.ts'
import { themeOf } from '#app/platform/http/theme.ts'
import stylesheet from '#app/ui/app.css?url'
import { ErrorPage } from '#app/ui/error-page.tsx'
import { wordsFor } from '#app/ui/error-words.ts'

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: stylesheet },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
]

export const meta: MetaFunction = ({ error }) => [{ title: error ? `${titleOf(error)} · Plimsoll` : 'Plimsoll' }]

/** Public to everybody who can open a page: the colours, and the reference under which the log knows this request. */
export const loader = ({ request, context }: LoaderFunctionArgs) => ({
  theme: themeOf(request.headers),
  reference: context.requestId,
})

/** The document around every page, error pages included. */
export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce()
  const theme = useRouteLoaderData<typeof loader>('root')?.theme
  return (
    <html lang="en" data-theme={theme === 'system' ? undefined : theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function App() {
  return <Outlet />
}

/** Whatever no page of its own caught. */
export function ErrorBoundary() {
  const error = useRouteError()
  const root = useRouteLoaderData<typeof loader>('root')
  return (
    <ErrorPage
      status={statusOf(error)}
      body={isRouteErrorResponse(error) ? error.data : undefined}
      reference={root?.reference}
      theme={root?.theme ?? 'system'}
    />
  )
}

const statusOf = (error: unknown) => (isRouteErrorResponse(error) ? error.status : 500)
const titleOf = (error: unknown) => wordsFor(statusOf(error)).title
