import { readAnswersFile } from '#app/rubric/answers-file.ts'
import {
  type CompiledRubric,
  changeText,
  diagnosticText,
  type EvaluationInput,
  evaluate,
  explain,
  type OutcomeResult,
  pathToYes,
} from '#app/rubric/index.ts'
import { type Outcome, Refused, table } from './output.ts'
import { findRubric, readText, rubricFolder } from './rubric-files.ts'

export type AssessOptions = { answers: string; rubrics?: string; harm?: string; language?: string }

/** Evaluates answers: what is asked and missing, tier or levels, decision and the reasons. */
export async function assess(name: string, options: AssessOptions): Promise<Outcome> {
  const { compiled, input } = await prepare(name, options)
  const evaluation = evaluate(compiled, input)
  const { facts, tier, outcome, assessment, decision } = evaluation
  const explanation = explain(compiled, evaluation)
  const { key, version, language } = compiled.rubric
  const visible = facts.visible.map(({ question }) => question.id)
  const lines = [
    `${key} ${version}`,
    `Questions shown: ${visible.length} of ${compiled.questions.length}. Complete: ${Math.floor(facts.completeness * 100)} %.`,
    facts.missing.length > 0 ? `Missing: ${facts.missing.join(', ')}` : 'Missing: none',
    ...facts.invalid.map((problem) => `Not accepted: ${problem.questionId}: ${problem.message}`),
    ...(facts.unknown.length > 0 ? [`Not known: ${facts.unknown.join(', ')}`] : []),
    ...(facts.unproven.length > 0 ? [`No evidence given, though asked for: ${facts.unproven.join(', ')}`] : []),
    ...(tier ? ['', `Tier ${explanation.tier} (rule ${tier.rule})`] : []),
    ...(outcome ? ['', ...outcomeLines(outcome)] : []),
  ]
  if (assessment && assessment.harms.length > 0)
    lines.push(
      '',
      table([
        ['harm', 'inherent', 'current', 'target', 'name'],
        ...assessment.harms.map((harm) => [
          harm.code,
          harm.inherent.level,
          harm.current.level,
          harm.target.level,
          harm.name,
        ]),
      ]),
    )
  if (decision)
    lines.push(
      '',
      `Decision: ${decision.proposal} (signed by: ${decision.authority})`,
      ...(explanation.decision ?? []).map((line) => `- ${line}`),
    )
  return {
    code: 0,
    text: lines.join('\n'),
    json: {
      ok: true,
      rubric: key,
      version,
      language,
      visible,
      hidden: facts.hidden,
      missing: facts.missing,
      invalid: facts.invalid,
      unknown: facts.unknown,
      unproven: facts.unproven,
      completeness: facts.completeness,
      knockouts: facts.knockouts.map(({ questionId, knockout, because }) => ({
        questionId,
        code: knockout.code,
        action: knockout.action,
        because,
      })),
      tier: tier ?? null,
      outcome: outcome ?? null,
      harms:
        assessment?.harms.map(({ code, name: harm, inherent, current, target }) => ({
          code,
          name: harm,
          inherent,
          current,
          target,
        })) ?? [],
      overall: assessment?.overall ?? null,
      decision: decision ?? null,
    },
  }
}

const outcomeLines = (result: OutcomeResult): string[] =>
  result.state === 'open'
    ? [`Outcome: none yet; missing: ${result.missing.join(', ')}`]
    : [`Outcome: ${result.outcome.id} (${result.outcome.title}), by ${result.code}`, `Next: ${result.outcome.next}`]

/** Why the levels are what they are, and the fewest changes to a better decision. */
export async function explainAnswers(name: string, options: AssessOptions): Promise<Outcome> {
  const { compiled, input } = await prepare(name, options)
  const explanation = explain(compiled, evaluate(compiled, input))
  if (options.harm && !compiled.harmIndex.has(options.harm))
    throw new Refused(`There is no harm ${options.harm}. Harms: ${[...compiled.harmIndex.keys()].join(', ')}.`)
  const harms = explanation.harms.filter((harm) => !options.harm || harm.code === options.harm)
  const path = pathToYes(compiled, input)
  const changes = path?.changes.map((change) => changeText(compiled, change)) ?? []
  const lines = [
    ...(explanation.tier ? [`Tier ${explanation.tier}`] : []),
    ...(explanation.outcome ?? []),
    ...(explanation.decision ?? []),
    ...(options.harm && harms.length === 0 ? [`${options.harm} is not in scope: no answer raises it.`] : []),
    ...harms.flatMap((harm) => ['', harm.summary, ...harm.steps.map((step) => `- ${step}`)]),
    ...(path
      ? [
          '',
          `From ${path.from} to ${path.to}${path.fewest ? ' with the fewest changes' : ', though a shorter way may exist'}:`,
          ...changes.map((line) => `- ${line}`),
        ]
      : []),
  ]
  return {
    code: 0,
    text: lines.join('\n'),
    json: {
      ok: true,
      tier: explanation.tier ?? null,
      outcome: explanation.outcome ?? [],
      decision: explanation.decision ?? [],
      harms,
      pathToYes: path ? { ...path, sentences: changes } : null,
    },
  }
}

async function prepare(
  name: string,
  options: AssessOptions,
): Promise<{ compiled: CompiledRubric; input: EvaluationInput }> {
  const compiled = await findRubric(name, rubricFolder(options.rubrics), options.language)
  const read = readAnswersFile(await readText(options.answers), compiled)
  if (!read.ok)
    throw new Refused(read.diagnostics.map((found) => `${options.answers}: ${diagnosticText(found)}`).join('\n'))
  return { compiled, input: read.value }
}
