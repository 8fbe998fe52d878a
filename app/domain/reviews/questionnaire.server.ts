import {
  type Answer,
  type CompiledQuestion,
  type Facts,
  partOf,
  publicQuestion,
  type RubricPart,
  TIERS,
  type Tier,
  withAskedEvidence,
} from '#app/rubric/index.ts'
import type { Reading } from '../ctx.server.ts'
import { LIST_LIMIT, searchPeople } from '../people/index.server.ts'
import { TRIAGE_PREFIX } from './answer-row.ts'
import { findAnsweredSince } from './answered-since.server.ts'
import { openAnswers } from './commands/submit-review.server.ts'
import { harmChoices } from './harm-choices.ts'
import type { MovingRubric } from './move.ts'
import { stillToConfirm } from './move-reconfirm.server.ts'
import { findAnswers, lastChangeRequest } from './queries.server.ts'
import type {
  CheckView,
  QuestionnaireHead,
  QuestionSet,
  Reopening,
  SectionView,
  TasksView,
  TriageView,
} from './questionnaire.ts'
import { sectionTasks } from './section-state.ts'

type Found = NonNullable<Awaited<ReturnType<typeof findAnswers>>>

/** The questionnaire's sections with their states. Undefined without the right to read answers. */
export async function findTasks(
  reading: Reading,
  id: string | undefined,
  visited: readonly string[],
): Promise<TasksView | undefined> {
  const found = await findAnswers(reading, id)
  return found && tasksOf(reading, found, visited)
}

/** One section to answer or to read. Undefined when the tier does not ask it. */
export async function findSection(
  reading: Reading,
  id: string | undefined,
  sectionId: string | undefined,
  visited: readonly string[],
): Promise<SectionView | undefined> {
  const found = await findAnswers(reading, id)
  if (!found) return undefined
  const view = await tasksOf(reading, found, visited)
  const at = view.tasks.findIndex((task) => task.id === sectionId)
  const task = view.tasks[at]
  if (!task) return undefined
  const set = await questionSet(reading, found, 'full', [task.id])
  return {
    ...view,
    ...set,
    part: { ...set.part, shown: inWordsOfTriage(set.part.shown, found) },
    closed: set.part.sections
      .flatMap(({ questions }) => questions.map((question) => question.id))
      .filter((key) => !view.mayAnswer || isClosed(found, key)),
    previous: view.tasks[at - 1] ?? null,
    next: view.tasks[at + 1] ?? null,
  }
}

/** A fact from triage holds bare values; the question it was answered to has their labels. */
function inWordsOfTriage(shown: RubricPart['shown'] = {}, { rubrics }: Found): NonNullable<RubricPart['shown']> {
  const { byId } = rubrics.triage.compiled
  return Object.fromEntries(
    Object.entries(shown).map(([sectionId, answers]) => [
      sectionId,
      answers.map((one) => {
        const asked = byId.get(one.question.id.replace(/^triage\./, ''))
        return one.section || !asked ? one : { ...one, question: publicQuestion(asked.question) }
      }),
    ]),
  )
}

/** All answers in order, and what is still needed before submitting. */
export async function findCheck(
  reading: Reading,
  id: string | undefined,
  visited: readonly string[],
): Promise<CheckView | undefined> {
  const found = await findAnswers(reading, id)
  if (!found) return undefined
  const asked = found.facts.visible.filter(({ question }) => question.answered_by === 'submitter')
  const unfit = unfitIn(found, found.facts, '')
  return {
    ...(await tasksOf(reading, found, visited)),
    sections: found.rubrics.full.compiled.rubric.sections
      .map(({ id: sectionId, title }) => ({
        id: sectionId,
        title,
        questions: asked
          .filter(({ section }) => section.id === sectionId)
          .map((compiled) => ({
            question: publicQuestion(compiled.question),
            answer: Object.hasOwn(unfit, compiled.question.id) ? null : answerAsCounted(found, compiled),
            closed: isClosed(found, compiled.question.id),
          })),
      }))
      .filter(({ questions }) => questions.length > 0),
    open: openAnswers(found.facts, stillToConfirm(found.facts, found.waiting)),
    unproven: [...found.facts.unproven],
  }
}

/** What is stored, unfinished answers included, with the evidence that is asked for. */
function answerAsCounted({ full }: Found, compiled: CompiledQuestion): Answer | null {
  const answer = full[compiled.question.id]
  return answer ? withAskedEvidence(compiled, answer) : null
}

/** The triage: its questions while it is a draft, and what came of it afterwards. */
export async function findTriage(reading: Reading, id: string | undefined): Promise<TriageView | undefined> {
  const found = await findAnswers(reading, id)
  if (!found) return undefined
  const { review, rubrics } = found
  const { rubric } = rubrics.triage.compiled
  const sections = rubric.sections.map((section) => section.id)
  const head = headOf(reading, found)
  const draft = review.state === 'draft'
  return {
    ...head,
    ...(await questionSet(reading, found, 'triage', sections)),
    closed: draft && head.mayAnswer ? [] : rubric.sections.flatMap(({ questions }) => questions.map((one) => one.id)),
    titles: Object.fromEntries(
      TIERS.map((tier) => {
        const about = rubric.tiers?.about[tier]
        return [tier, { title: about?.title ?? tier, next: about?.next ?? '', days: about?.business_days ?? 0 }]
      }),
    ) as Record<Tier, { title: string; next: string; days: number }>,
    because: draft ? null : review.tierBecause,
    byRule: draft ? null : review.tierByRule,
    late: review.late,
    launchOn: review.launchOn,
    auditSample: review.auditSample,
    mayRaise: review.may.raise_tier,
    open: openAnswers(found.triageFacts, stillToConfirm(found.triageFacts, found.waiting, TRIAGE_PREFIX)),
  }
}

function headOf(reading: Reading, { review, newer, moved, archived }: Found): QuestionnaireHead {
  const { actor } = reading
  return {
    reviewId: review.id,
    code: review.code,
    title: review.title,
    state: review.state,
    tier: review.tier,
    round: review.round,
    team: review.team,
    submitter: review.submitter,
    dueOn: review.dueOn,
    teamTimeZone: review.teamTimeZone,
    mayAnswer: review.may.answer,
    maySubmit: review.may.submit,
    newer,
    moved,
    archived: archived.length,
    person: { id: actor.id, timeZone: actor.timeZone },
  }
}

async function tasksOf(reading: Reading, found: Found, visited: readonly string[]): Promise<TasksView> {
  const reopening = found.open ? await reopeningOf(reading, found.review.id) : null
  const reopened = Object.keys(reopening?.questions ?? {})
  const answeredSince = reopening?.answeredSince ?? []
  return {
    ...headOf(reading, found),
    tasks: sectionTasks(found.facts, {
      ...{ visited, reopened, answeredSince },
      toConfirm: stillToConfirm(found.facts, found.waiting),
    }),
    reopening,
  }
}

async function reopeningOf(reading: Reading, reviewId: string): Promise<Reopening | null> {
  const request = await lastChangeRequest(reading, reviewId)
  if (!request) return null
  const { id, note, by, at, questions } = request
  return {
    note,
    by,
    at,
    questions: Object.fromEntries(questions.map((one) => [one.key, one.note])),
    answeredSince: await findAnsweredSince(reading, id),
  }
}

/** After a request for changes, what was answered and not named stays as it was submitted. */
const isClosed = ({ open }: Found, key: string): boolean =>
  open !== undefined && !Object.hasOwn(open.named, key) && open.answeredBefore.includes(key)

async function questionSet(
  reading: Reading,
  found: Found,
  which: MovingRubric,
  sectionIds: readonly string[],
): Promise<QuestionSet> {
  const version = found.rubrics[which]
  const [facts, prefix] = which === 'full' ? [found.facts, ''] : [found.triageFacts, TRIAGE_PREFIX]
  const unfit = unfitIn(found, facts, prefix)
  const part = partOf(version.compiled, facts, sectionIds)
  const questions = part.sections.flatMap((section) => section.questions)
  const kinds = new Set(questions.map(({ kind }) => kind))
  const namesHarms =
    kinds.has('harms') ||
    kinds.has('controls') ||
    questions.some(({ columns }) => columns?.some(({ kind }) => kind === 'harm'))
  const own = <T>(from: Readonly<Record<string, T>>, start: string) =>
    Object.fromEntries(
      questions.flatMap(({ id }) => {
        const value = from[`${start}${id}`]
        return value === undefined ? [] : [[id, value] as const]
      }),
    )
  return {
    part,
    answers: without(own<Answer>(found[which], ''), unfit),
    versions: own(found.versions, prefix),
    reconfirm: without(own(found.waiting, prefix), unfit),
    unfit,
    closed: [],
    harms: namesHarms ? harmChoices(version.compiled) : [],
    people: kinds.has('person') ? (await searchPeople(reading, { limit: LIST_LIMIT })).map(({ name }) => name) : [],
  }
}

/** Answers that a move archived and that still stand as they were: they are shown as what they are, and their question as open. */
function unfitIn({ archived }: Found, facts: Facts, prefix: string): Record<string, string> {
  const refused = new Set(facts.invalid.map(({ questionId }) => `${prefix}${questionId}`))
  return Object.fromEntries(
    archived
      .filter(({ questionKey }) => refused.has(questionKey))
      .map(({ questionKey, answer }) => [questionKey.slice(prefix.length), answer]),
  )
}

const without = <T>(from: Record<string, T>, gone: Record<string, unknown>): Record<string, T> =>
  Object.fromEntries(Object.entries(from).filter(([id]) => !Object.hasOwn(gone, id)))
