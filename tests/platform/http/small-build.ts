import { Readable } from 'node:stream'
import { createReadableStreamFromReadable, type ServerBuild } from '@remix-run/node'
import { isLostConnection } from '#app/platform/database.server.ts'

/** What ran inside the framework, so that a test can say "no handler ran". */
export const ran: string[] = []

type Routes = ServerBuild['routes']
type Route = NonNullable<Routes[string]>
type Module = Partial<Route['module']>

/** A build in the shape the real compiler makes: a document page, a resource route, an autosave path and what the tests add. */
export function smallBuild(more: Readonly<Record<string, Module>> = {}): ServerBuild {
  const note = (name: string) => () => {
    ran.push(name)
    return { name }
  }
  const answer = (name: string) => () => Response.json(note(name)())
  const modules: Record<string, Module> = {
    page: { default: () => null, loader: note('page loader'), action: note('page action') },
    resource: { loader: answer('resource loader'), action: answer('resource action') },
    'reviews/:reviewId/answers/:key': {
      action: async ({ request }) => Response.json({ bytes: (await request.text()).length }),
    },
    ...more,
  }
  const routes: Routes = { root: { id: 'root', path: '', module: { default: () => null } } as Route }
  for (const [path, module] of Object.entries(modules))
    routes[path] = { id: path, parentId: 'root', path, module } as Route
  const manifest = Object.fromEntries(
    Object.entries(routes).map(([id, route]) => [
      id,
      {
        id,
        parentId: route?.parentId,
        path: route?.path,
        module: `/assets/${id}.js`,
        hasLoader: !!route?.module.loader,
        hasAction: !!route?.module.action,
        hasErrorBoundary: false,
        hasClientLoader: false,
        hasClientAction: false,
      },
    ]),
  )
  return {
    mode: 'production',
    entry: {
      module: {
        default: (_request, status, headers) => {
          headers.set('Content-Type', 'text/html')
          return new Response(createReadableStreamFromReadable(Readable.from(['<!doctype html><p>page</p>'])), {
            status,
            headers,
          })
        },
        handleError: (error, { context }) => {
          if (isLostConnection(error)) context.databaseTrouble = 'away'
        },
      },
    },
    routes,
    assets: {
      entry: { imports: [], module: '/assets/entry.js' },
      routes: manifest,
      url: '/assets/manifest.js',
      version: '1',
    },
    publicPath: '/',
    assetsBuildDirectory: 'build/client',
    future: {
      v3_fetcherPersist: true,
      v3_relativeSplatPath: true,
      v3_throwAbortReason: true,
      v3_routeConfig: false,
      v3_singleFetch: true,
      v3_lazyRouteDiscovery: false,
      unstable_optimizeDeps: false,
    } as ServerBuild['future'],
    isSpaMode: false,
  }
}
