import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { notFound, problemResponse } from '#app/platform/http/problems.ts'

/** Any address that no page has: said in words, without a stack trace in the log. */
export const loader = ({ context }: LoaderFunctionArgs): never => {
  throw problemResponse(notFound, context)
}

export const action = ({ context }: ActionFunctionArgs): never => {
  throw problemResponse(notFound, context)
}

export default function Nowhere() {
  return null
}
