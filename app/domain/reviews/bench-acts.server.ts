import type * as z from 'zod'
import { fail, type Problem, type Result } from '#app/platform/result.ts'
import type { Ctx } from '../ctx.server.ts'
import { fieldName, readAnswer, type Typed, typedIn, versionTyped } from './answer-form.ts'
import { addHarm } from './commands/add-harm.server.ts'
import { attestNoMechanism } from './commands/attest-no-mechanism.server.ts'
import { creditControl } from './commands/credit-control.server.ts'
import { lockScores } from './commands/lock-scores.server.ts'
import { saveAnswer } from './commands/save-answer.server.ts'
import { scoreHarm } from './commands/score-harm.server.ts'
import { takeReview } from './commands/take-review.server.ts'
import { findReview } from './queries.server.ts'
import { rubricsOf } from './records.server.ts'
import {
  type AnswerInput,
  addHarmInput,
  attestNoMechanismInput,
  creditControlInput,
  lockScoresInput,
  saveAnswerInput,
  scoreHarmInput,
} from './schemas.ts'

/** What can be done at the scoring bench, by the name a form gives it in `act`. */
const ACTS = {
  take: (ctx: Ctx, { reviewId }: Typing) => takeReview(ctx, { reviewId }),
  score: reading(scoreHarmInput, scoreHarm),
  credit: reading(creditControlInput, creditControl),
  add: reading(addHarmInput, addHarm),
  attest: reading(attestNoMechanismInput, attestNoMechanism),
  lock: reading(lockScoresInput, lockScores),
  answer: answerAsReviewer,
} as const
export type BenchAct = keyof typeof ACTS

/** What came of an act at the bench: the version that stands now, or what to do about it. */
export type BenchOutcome =
  | { act: string; about: string; ok: true; version: number }
  | { act: string; about: string; ok: false; problem: Problem }

/** Carries out what a form of the bench asks for: the plain form of a page without JavaScript, or a save while somebody types. */
export async function actAtBench(ctx: Ctx, reviewId: string, form: FormData): Promise<BenchOutcome> {
  const act = String(form.get('act'))
  const about = String(form.get('harm') ?? form.get('controlId') ?? form.get('questionKey') ?? '')
  const done = Object.hasOwn(ACTS, act)
    ? await ACTS[act as BenchAct](ctx, { reviewId, form })
    : fail({ code: 'invalid', message: 'This form is not known here. Load the page again.' })
  if (!done.ok) return { act, about, ok: false, problem: done.problem }
  return { act, about, ok: true, version: 'version' in done.value ? Number(done.value.version) : 0 }
}

type Typing = { reviewId: string; form: FormData }

function reading<T extends object>(
  schema: z.ZodType<T>,
  command: (ctx: Ctx, input: T) => Promise<Result<object>>,
): (ctx: Ctx, typing: Typing) => Promise<Result<object>> {
  return async (ctx, { reviewId, form }) => {
    const typed = Object.fromEntries([...form].filter(([name]) => name !== 'act'))
    const input = schema.safeParse({ ...typed, reviewId })
    return input.success ? command(ctx, input.data) : fail(problemIn(input.error))
  }
}

function problemIn(error: z.ZodError): Problem {
  const fields: Record<string, string> = Object.create(null)
  for (const { path, message } of error.issues) fields[path.map(String).join('.')] ??= message
  return { code: 'invalid', message: Object.values(fields)[0] ?? 'This needs another look.', fields: { ...fields } }
}

async function answerAsReviewer(ctx: Ctx, { reviewId, form }: Typing): Promise<Result<object>> {
  const key = String(form.get('questionKey'))
  const review = await findReview(ctx, reviewId, 'read_answers')
  const question = review && (await rubricsOf(ctx, review)).full.compiled.byId.get(key)?.question
  const typed = typedIn(form)
  const version = versionTyped(key, typed)
  if (!question || version === undefined)
    return fail({ code: 'not-found', message: 'This question is not part of the review.' })
  const answer = question.rows === 'harms' ? harmRowsIn(key, typed) : readAnswer(question, key, typed)
  const input = saveAnswerInput.safeParse({ reviewId, questionKey: key, answer, version })
  return input.success ? saveAnswer(ctx, input.data) : fail(problemIn(input.error))
}

/** A grid with one row per harm: the row's name is the harm. Rows in which nothing stands are no rows. */
function harmRowsIn(key: string, typed: Typed): AnswerInput {
  const rows = new Map<string, Record<string, string>>()
  const start = fieldName(key, '')
  for (const [name, [text = '']] of typed) {
    const [harm, column] = name.startsWith(start) ? name.slice(start.length).split('~') : []
    if (!harm || !column || text.trim() === '') continue
    rows.set(harm, { harm, ...rows.get(harm), [column]: text.trim() })
  }
  return rows.size > 0 ? { state: 'answered', value: [...rows.values()] } : { state: 'blank' }
}
