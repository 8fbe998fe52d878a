import type { AppLoadContext } from '@remix-run/node'
import { notFound, problemResponse } from './problems.ts'

/** What a query found, or the one answer for what is absent and for what may not be known about. */
export function found<T>(value: T | undefined, context: AppLoadContext): T {
  if (value === undefined) throw problemResponse(notFound, context)
  return value
}
