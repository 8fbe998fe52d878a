import type { ServerBuild } from '@remix-run/node'
import { matchRoutes } from '@remix-run/react'
import type { RequestHandler } from 'express'
import type { Logger } from 'pino'
import { passageOf } from './load-context.server.ts'
import { isReadable } from './origin.server.ts'

/**
 * LOG-1: one line per request, made of named fields only. The path is the route's pattern (`/reviews/:reviewId`), because the
 * address itself may hold what somebody typed.
 */
export function requestLog(log: Logger, patternOf: (path: string) => string): RequestHandler {
  return (req, res, next) => {
    const { method, path } = req
    res.once('close', () => {
      const { requestId, started, context } = passageOf(res)
      const line = {
        method,
        path: patternOf(path),
        status: res.statusCode,
        ms: Math.round(performance.now() - started),
        requestId,
        personId: context?.personId,
        cut: res.writableFinished ? undefined : true,
      }
      if (res.statusCode >= 500) log.error(line, 'request')
      else log.info(line, 'request')
    })
    next()
  }
}

type RouteObject = Parameters<typeof matchRoutes>[0][number]

/** From a path to the pattern of the route that answers it. */
export function routePatterns(build: ServerBuild): (path: string) => string {
  const children = (parentId: string | undefined): RouteObject[] =>
    Object.values(build.routes).flatMap((route) =>
      route && route.parentId === parentId
        ? [
            {
              id: route.id,
              path: route.path,
              index: route.index,
              caseSensitive: route.caseSensitive,
              children: route.index ? undefined : children(route.id),
            } as RouteObject,
          ]
        : [],
    )
  const tree = children(undefined)
  return (path) => {
    if (path.startsWith('/assets/')) return '/assets/*'
    if (!isReadable(path)) return '(no such page)'
    const matches = matchRoutes(tree, path.replace(/(\/_root)?\.data$/, '') || '/')
    if (!matches) return '(no such page)'
    const pattern = matches
      .map(({ route }) => route.path)
      .filter(Boolean)
      .join('/')
    return `/${pattern}${path.endsWith('.data') ? '.data' : ''}`
  }
}
