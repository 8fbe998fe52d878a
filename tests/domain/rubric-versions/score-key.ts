import { versionFor } from '#app/domain/rubric-versions/index.server.ts'
import type { Database } from '#app/platform/database.server.ts'

/**
 * Texts and ids that stand only in the score key of a version: what an answerer is not to read. Words that are also said elsewhere in it
 * (the same sentence as help and as remedy) prove nothing, and are left out.
 */
export async function secretsOf(db: Pick<Database, 'select'>, key: string, version: string): Promise<string[]> {
  const stored = await versionFor(db, key, version)
  if (!stored) throw new Error(`no ${key} ${version}`)
  const { rubric } = stored.compiled
  const questions = rubric.sections.flatMap((section) => section.questions)
  const secret = [
    ...questions.flatMap(({ knockouts = [] }) =>
      knockouts.flatMap(({ code, reason, remedy }) => [code, reason, remedy]),
    ),
    ...questions
      .filter((one) => one.answered_by === 'reviewer')
      .flatMap(({ id, text, help, example }) => [id, text, help, example]),
    ...(rubric.tiers?.rules ?? []).flatMap(({ id, because }) => [id, because]),
    ...(rubric.outcome?.rules ?? []).flatMap(({ code, because }) => [code, because]),
  ].filter((text) => text.length > 6)
  const open = JSON.stringify(
    questions
      .filter((one) => one.answered_by === 'submitter')
      .map(({ knockouts: _knockouts, effects: _effects, ...rest }) => rest),
  )
  return [...new Set(secret)].filter((text) => !open.includes(text))
}
