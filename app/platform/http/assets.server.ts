import { join } from 'node:path'
import express, { type RequestHandler, Router } from 'express'

/** The built files. Those in /assets carry a hash of their content in their name, so they may be kept for ever. */
export function builtAssets(folder: string): RequestHandler {
  const router = Router()
  router.use(
    '/assets',
    (_req, res, next) => {
      res.locals.hashedAsset = true
      next()
    },
    express.static(join(folder, 'assets'), {
      immutable: true,
      maxAge: '1y',
      index: false,
      redirect: false,
      fallthrough: true,
    }),
    (_req, res) => {
      // An old page asking for an old file: a plain answer, not a rendered page under the name of a script.
      res.locals.hashedAsset = false
      res.status(404).type('text').send('Not found\n')
    },
  )
  router.use(express.static(folder, { index: false, redirect: false, etag: false, lastModified: false }))
  return router
}
