import type { ActionFunctionArgs, AppLoadContext } from '@remix-run/node'
import * as z from 'zod'
import { saveAnswer } from '#app/domain/reviews/index.server.ts'
import { type AnswerConflict, saveAnswerInput } from '#app/domain/reviews/index.ts'
import { jsonOf } from '#app/platform/http/form.server.ts'
import { anotherPerson, notFound, problemOfInput, problemResponse } from '#app/platform/http/problems.ts'
import { withContext } from '#app/platform/http/session.server.ts'
import type { Problem } from '#app/platform/result.ts'

/** The body of one save. `writer` is the person the page was opened for: nobody's words are saved under another name. */
const body = z.strictObject({ ...saveAnswerInput.pick({ answer: true, version: true }).shape, writer: z.uuid() })

/** Saves one answer while somebody writes. JSON both ways; every trouble is a problem in words, with both texts when two people wrote. */
export const action = async (args: ActionFunctionArgs): Promise<Response> => {
  try {
    return await withContext(args, async (ctx) => {
      const { params, context } = args
      const sent = body.safeParse(await jsonOf(args))
      if (!sent.success) return problemResponse(problemOfInput(sent.error), context)
      if (sent.data.writer !== ctx.actor.id) return problemResponse(anotherPerson, context)
      const { answer, version } = sent.data
      const input = saveAnswerInput.safeParse({
        reviewId: params.reviewId,
        questionKey: params.questionKey,
        answer,
        version,
      })
      if (!input.success) return problemResponse(notFound, context)
      const saved = await saveAnswer(ctx, input.data)
      return saved.ok ? Response.json(saved.value) : refusal(saved.problem, context)
    })
  } catch (thrown) {
    // What is refused before the answer is looked at (signed out, not allowed, not found) is an answer like any other.
    if (thrown instanceof Response && thrown.status !== 302) return thrown
    throw thrown
  }
}

export const loader = ({ context }: { context: AppLoadContext }): never => {
  throw problemResponse(notFound, context)
}

async function refusal(problem: Problem, context: AppLoadContext): Promise<Response> {
  const response = problemResponse(problem, context)
  const conflict = problem.detail as AnswerConflict | undefined
  if (conflict?.version === undefined) return response
  const { theirs, ...rest } = conflict
  const standing = { ...rest, answer: theirs ?? { state: 'blank' } }
  return new Response(JSON.stringify({ ...(await response.json()), standing }), response)
}
