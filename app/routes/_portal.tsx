import type { LoaderFunctionArgs } from '@remix-run/node'
import { isRouteErrorResponse, Outlet, useRouteError, useRouteLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { ROLE_NAMES, type Role } from '#app/domain/people/index.ts'
import { contextOf } from '#app/platform/http/session.server.ts'
import type { loader as rootLoader } from '#app/root.tsx'
import { ErrorMessage } from '#app/ui/error-page.tsx'
import { navigationFor } from '#app/ui/home/navigation.ts'
import { Shell } from '#app/ui/kit/shell.tsx'
import { zoneName } from '#app/ui/kit/zoned.ts'

/** What the frame shows, and nothing else: every page below asks for itself who is there and what they may see. */
export const loader = async (args: LoaderFunctionArgs) => {
  const { actor } = await contextOf(args)
  return {
    person: {
      name: actor.name,
      role: actor.roles.map((role) => ROLE_NAMES[role as Role]).join(', ') || 'No role yet',
      zone: zoneName(actor.timeZone),
    },
    nav: navigationFor(actor.roles),
  }
}

export default function Portal() {
  return (
    <Frame>
      <Outlet />
    </Frame>
  )
}

/** Trouble on a page below leaves the frame standing, so that there is a way on. */
export function ErrorBoundary() {
  const error = useRouteError()
  const known = isRouteErrorResponse(error)
  const reference = useRouteLoaderData<typeof rootLoader>('root')?.reference
  return (
    <Frame>
      <ErrorMessage
        status={known ? error.status : 500}
        body={known ? error.data : undefined}
        {...(reference !== undefined && { reference })}
      />
    </Frame>
  )
}

function Frame({ children }: { children: ReactNode }) {
  // Absent when the frame's own loader failed.
  const frame = useRouteLoaderData<typeof loader>('routes/_portal')
  const theme = useRouteLoaderData<typeof rootLoader>('root')?.theme ?? 'system'
  return (
    <Shell
      name="Plimsoll"
      nav={frame?.nav ?? []}
      person={frame?.person}
      signOutAction="/sign-out"
      theme={{ action: '/theme', current: theme }}
    >
      {children}
    </Shell>
  )
}
