import * as z from 'zod'
import { controlSchema } from './answer-schema.ts'
import type { Answer, Answers, AnswerValue, Evidence } from './answers.ts'
import { checkAnswer, checkEvidence } from './check-answer.ts'
import type { CompiledRubric } from './compile.ts'
import type { Diagnostic } from './diagnostic.ts'
import { nearest } from './nearest.ts'
import { error } from './parse/error.ts'
import { parseShape } from './parse/shape.ts'
import { CONFIDENCE_GRADES, CONTROL_STATUSES, choicesOf, type Given, LIMITS } from './rubric.ts'
import type { Scoring } from './scoring.ts'
import { harmCode } from './words-schema.ts'

/**
 * Answers as a person writes them, for the command line and for scenarios. YAML or JSON: a map of question id to answer,
 * or `{given, answers, scoring}`. An answer is
 *
 * - a value, or a list where the question takes several: `minors: yes`, `contact: [chat, voice]`
 * - `unknown`, or with a note `{unknown: "asked the data team"}`
 * - `{n_a: "why it does not apply"}`
 * - `{value: unknown}` where a text really reads "unknown"
 * - `{value: yes, evidence: [{label: "what it shows", url: "https://…"}]}` with what shows that it is so
 */
export type AnswersFile = { given: Answers; answers: Answers; scoring: Scoring; openConditions: number }

const point = z.number().int().min(1).max(5)
export const scoringSchema = z.strictObject({
  harms: z
    .record(
      harmCode,
      z.strictObject({
        likelihood: point.optional(),
        gravity: point.optional(),
        wideScope: z.boolean().optional(),
        irreversible: z.boolean().optional(),
        confidence: z.enum(CONFIDENCE_GRADES).optional(),
        probability: z.number().min(0).max(100).optional(),
        noMechanism: z.boolean().optional(),
        added: z.boolean().optional(),
      }),
    )
    .optional(),
  credits: z
    .record(
      z.string().max(60),
      z.strictObject({ strength: z.number().int().min(0).max(3), status: z.enum(CONTROL_STATUSES) }),
    )
    .optional(),
  controls: z.array(controlSchema).max(LIMITS.items).optional(),
})

/** Raw answers: what stands in the file, before it is compared with the rubric. */
export const rawAnswersSchema = z.record(z.string().max(80), z.unknown())

const envelopeSchema = z.strictObject({
  given: rawAnswersSchema.optional(),
  answers: rawAnswersSchema.optional(),
  scoring: scoringSchema.optional(),
  open_conditions: z.number().int().min(0).max(1_000).optional(),
})

export type ReadAnswersFile =
  | { ok: true; value: AnswersFile; diagnostics: Diagnostic[] }
  | { ok: false; diagnostics: Diagnostic[] }

/** Text of an answers file → answers for this rubric, or what is wrong with it. */
export function readAnswersFile(text: string, compiled: CompiledRubric): ReadAnswersFile {
  const raw = parseShape(text, rawAnswersSchema)
  if (!raw.ok) return raw
  const keys = Object.keys(envelopeSchema.shape)
  const isEnvelope = keys.some((key) => key in raw.value && !compiled.byId.has(key))
  const shaped = isEnvelope ? parseShape(text, envelopeSchema) : { ...raw, value: { answers: raw.value } }
  if (!shaped.ok) return shaped
  const envelope: z.infer<typeof envelopeSchema> = shaped.value
  return joinParts(envelope, compiled, isEnvelope ? 'answers' : '')
}

/** The parts of a file, compared with the rubric. @param at the path of the answers, for the diagnostics */
export function joinParts(
  parts: z.infer<typeof envelopeSchema>,
  compiled: CompiledRubric,
  at = 'answers',
): ReadAnswersFile {
  const given = readGiven(parts.given ?? {}, compiled)
  const answers = readAnswers(parts.answers ?? {}, compiled, at)
  const unknownHarms = Object.keys(parts.scoring?.harms ?? {})
    .filter((code) => !compiled.harmIndex.has(code))
    .map((code) => {
      const near = nearest(code, compiled.harmIndex.keys())
      return error(
        'unknown-harm',
        `scoring.harms.${code}`,
        `there is no harm ${code}.`,
        near ? `Did you mean ${near}?` : `Name a harm of ${compiled.rubric.taxonomy}.`,
      )
    })
  const diagnostics = [...given.diagnostics, ...answers.diagnostics, ...unknownHarms]
  if (diagnostics.length > 0) return { ok: false, diagnostics }
  return {
    ok: true,
    diagnostics,
    value: {
      given: given.answers,
      answers: answers.answers,
      scoring: (parts.scoring ?? {}) as Scoring,
      openConditions: parts.open_conditions ?? 0,
    },
  }
}

type ReadAnswers = { answers: Record<string, Answer>; diagnostics: Diagnostic[] }

function readAnswers(source: Record<string, unknown>, compiled: CompiledRubric, at: string): ReadAnswers {
  const answers: Record<string, Answer> = {}
  const diagnostics: Diagnostic[] = []
  for (const [id, raw] of Object.entries(source)) {
    if (diagnostics.length >= 50) break
    const path = at ? `${at}.${id}` : id
    const question = compiled.byId.get(id)
    if (!question) {
      const near = nearest(id, compiled.byId.keys())
      const remedy = near ? `Did you mean ${near}?` : `Name a question of ${compiled.rubric.key}.`
      diagnostics.push(error('unknown-question', path, `there is no question ${id}.`, remedy))
      continue
    }
    const { kind, options } = question.question
    const words = kind === 'multi' || kind === 'harms'
    const read = readAnswer(raw, path, { isText: kind === 'text' || kind === 'person', isList: words })
    if ('severity' in read) {
      diagnostics.push(read)
      continue
    }
    if (!read.answer) continue
    const unproved = checkEvidence(question, read.answer)
    if (unproved) {
      const what = `the evidence beside the answer to ${id} cannot be taken.`
      diagnostics.push(error(`answer-${unproved.code}`, `${path}.evidence`, what, unproved.message))
      continue
    }
    const problem = checkAnswer(question, read.answer)
    if (problem) {
      const wrong = [raw].flat().find((word) => !options?.some((option) => option.value === word))
      const near =
        options &&
        nearest(
          String(wrong),
          options.map((option) => option.value),
        )
      const known = options ? ` Options: ${options.map((option) => option.value).join(', ')}.` : ''
      diagnostics.push(
        error(
          `answer-${problem.code}`,
          path,
          `this answer to ${id} cannot be taken.`,
          `${problem.message}${near ? ` Did you mean ${near}?` : known}`,
        ),
      )
      continue
    }
    answers[id] = read.answer
  }
  return { answers, diagnostics }
}

function readGiven(source: Record<string, unknown>, compiled: CompiledRubric): ReadAnswers {
  const facts = new Map((compiled.rubric.given ?? []).map((fact) => [fact.id, fact]))
  const answers: Record<string, Answer> = {}
  const diagnostics: Diagnostic[] = []
  for (const [id, raw] of Object.entries(source)) {
    const path = `given.${id}`
    const fact = facts.get(id)
    if (!fact) {
      const near = nearest(id, facts.keys())
      const remedy = near ? `Did you mean ${near}?` : `It takes ${[...facts.keys()].join(', ') || 'no given facts'}.`
      diagnostics.push(error('unknown-given', path, `the rubric is not given ${id}.`, remedy))
      continue
    }
    const read = readAnswer(raw, path, { isText: false, isList: fact.kind === 'multi' })
    if ('severity' in read) diagnostics.push(read)
    else if (read.answer && !fits(fact, read.answer)) {
      const values = choicesOf(fact)
      const remedy = values ? `Use ${values.join(', ')}.` : `Give a ${fact.kind}.`
      diagnostics.push(error('given-not-allowed', path, `${id} cannot have this value.`, remedy))
    } else if (read.answer) answers[id] = read.answer
  }
  return { answers, diagnostics }
}

function fits(fact: Given, answer: Answer): boolean {
  if (answer.state !== 'answered') return true
  const { value } = answer
  if (fact.kind === 'yes_no') return value === 'yes' || value === 'no'
  if (fact.kind === 'number') return typeof value === 'number'
  if (fact.kind === 'multi')
    return Array.isArray(value) && value.every((word) => !fact.values || fact.values.includes(String(word)))
  return typeof value === 'string' && (!fact.values || fact.values.includes(value))
}

/** One answer as written; no answer where nothing stands there. */
function readAnswer(
  raw: unknown,
  path: string,
  { isText, isList }: { isText: boolean; isList: boolean },
): { answer: Answer | undefined } | Diagnostic {
  const answered = (value: unknown, evidence?: unknown): { answer: Answer } => ({
    answer: {
      state: 'answered',
      value: (isList && typeof value === 'string' ? [value] : value) as AnswerValue,
      ...(evidence === undefined || evidence === null ? {} : { evidence: evidence as Evidence[] }),
    },
  })
  if (raw === null || raw === undefined) return { answer: undefined }
  if (!isText && raw === 'unknown') return { answer: { state: 'unknown' } }
  if (!isText && raw === 'n_a') return error('reason-missing', path, 'an answer that does not apply needs its reason.')
  if (typeof raw !== 'object' || Array.isArray(raw)) return answered(raw)
  const { evidence, ...rest } = raw as Record<string, unknown>
  const [key, ...more] = Object.keys(rest)
  const inner = rest[key ?? '']
  if (more.length === 0 && key === 'value') return answered(inner, evidence)
  if (evidence !== undefined)
    return error(
      'answer-shape',
      path,
      'evidence stands beside a value.',
      'Write {value: …, evidence: [{label: "what it shows", url: "https://…"}]}.',
    )
  if (more.length === 0 && key === 'unknown' && (inner === null || typeof inner === 'string'))
    return { answer: { state: 'unknown', ...(inner ? { note: inner } : {}) } }
  if (more.length === 0 && key === 'n_a' && typeof inner === 'string')
    return { answer: { state: 'n_a', reason: inner } }
  return error('answer-shape', path, 'this is not an answer.')
}
