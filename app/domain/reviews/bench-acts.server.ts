import type * as z from 'zod'
import { textsIn } from '#app/platform/http/form-texts.ts'
import { fail, type Problem, type Result } from '#app/platform/result.ts'
import type { Ctx } from '../ctx.server.ts'
import { readReviewersAnswer, typedIn, versionTyped } from './answer-form.ts'
import type { RefusedAtBench, StandingAtBench } from './bench.ts'
import { addHarm } from './commands/add-harm.server.ts'
import { attestNoMechanism } from './commands/attest-no-mechanism.server.ts'
import { creditControl } from './commands/credit-control.server.ts'
import { lockScores } from './commands/lock-scores.server.ts'
import { saveAnswer } from './commands/save-answer.server.ts'
import { scoreHarm } from './commands/score-harm.server.ts'
import { takeReview } from './commands/take-review.server.ts'
import { unlessMovedOn } from './moved-on.server.ts'
import type { ReviewAction } from './policy.ts'
import { findReview } from './queries.server.ts'
import { rubricsOf } from './records.server.ts'
import {
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

/** The right each act needs. */
const RIGHTS: Readonly<Record<BenchAct, ReviewAction>> = {
  take: 'take',
  score: 'score',
  credit: 'score',
  add: 'score',
  attest: 'attest',
  lock: 'score',
  answer: 'answer_as_reviewer',
}

/** What came of an act at the bench: the version that stands now, or why it was refused and what was typed. */
export type BenchOutcome =
  | { act: string; about: string; ok: true; version: number }
  | { act: string; about: string; ok: false; problem: Problem; refused: RefusedAtBench }

/** Carries out what a form of the bench asks for: the plain form of a page without JavaScript, or a save while somebody types. */
export async function actAtBench(ctx: Ctx, reviewId: string, form: FormData): Promise<BenchOutcome> {
  const act = String(form.get('act'))
  const about = String(form.get('harm') ?? form.get('controlId') ?? form.get('questionKey') ?? '')
  const done: Result<object> = Object.hasOwn(ACTS, act)
    ? await unlessMovedOn<object>(ctx, reviewId, RIGHTS[act as BenchAct], () =>
        ACTS[act as BenchAct](ctx, { reviewId, form }),
      )
    : fail({ code: 'invalid', message: 'This form is not known here. Load the page again.' })
  if (done.ok) return { act, about, ok: true, version: 'version' in done.value ? Number(done.value.version) : 0 }
  const { message, fields = {} } = done.problem
  const refused = { act, about, message, fields, typed: textsIn(form), standing: standingIn(done.problem) }
  return { act, about, ok: false, problem: done.problem, refused }
}

const standingIn = ({ code, detail }: Problem): StandingAtBench | null =>
  code === 'conflict' && typeof detail === 'object' && detail !== null && 'version' in detail
    ? (detail as StandingAtBench)
    : null

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
  const answer = readReviewersAnswer(question, key, typed)
  const input = saveAnswerInput.safeParse({ reviewId, questionKey: key, answer, version })
  return input.success ? saveAnswer(ctx, input.data) : fail(problemIn(input.error))
}
