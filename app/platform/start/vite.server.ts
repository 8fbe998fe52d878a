import type { ServerBuild } from '@remix-run/node'
import type { Shutdown } from './shutdown.server.ts'

/** Pages straight from their sources, for `npm run dev`. */
export async function startVite(shutdown: Shutdown) {
  const { createServer } = await import('vite')
  const vite = await createServer({ server: { middlewareMode: true }, appType: 'custom' })
  shutdown.add(() => vite.close())
  return {
    vite: vite.middlewares,
    build: () => vite.ssrLoadModule('virtual:remix/server-build') as Promise<unknown> as Promise<ServerBuild>,
  }
}
