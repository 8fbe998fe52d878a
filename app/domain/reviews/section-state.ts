import type { Facts, Section } from '#app/rubric/index.ts'

/** Where a section of the questionnaire stands. Looked at: opened, but nothing answered yet. */
export const SECTION_STATES = ['not_started', 'looked_at', 'in_progress', 'complete'] as const
export type SectionState = (typeof SECTION_STATES)[number]

export const SECTION_STATE_WORDS: Readonly<Record<SectionState, string>> = {
  not_started: 'Not started',
  looked_at: 'Looked at, incomplete',
  in_progress: 'In progress',
  complete: 'Complete',
}

export type SectionTask = {
  id: string
  title: string
  state: SectionState
  /** Questions that must be given, and how many of them are. */
  asked: number
  given: number
  /** Visible questions that may stay empty. */
  optional: number
  unknown: number
  /** Questions a reviewer opened again. */
  reopened: string[]
  /** Those of them that somebody has answered since. */
  answeredSince: string[]
  /** Questions whose answer somebody has to stand by again. */
  toConfirm: string[]
}

/**
 * The sections that a submitter sees, in order, each with its state.
 * @param facts gathered with `answeredBy: 'submitter'`
 * @param visited sections that somebody has opened
 * @param reopened questions opened again by a request for changes
 * @param answeredSince questions answered after that request
 * @param toConfirm questions whose answer comes from an earlier version or launch, until somebody says that it is still true
 */
export function sectionTasks(
  facts: Facts,
  { visited = [], reopened = [], answeredSince = [], toConfirm = [] }: Partial<Record<Marks, readonly string[]>> = {},
): SectionTask[] {
  const open = new Set([...facts.missing, ...facts.invalid.map(({ questionId }) => questionId), ...toConfirm])
  const unknown = new Set(facts.unknown)
  const bySection = new Map<Section, SectionTask & { touched: boolean }>()
  for (const { question, section, slot } of facts.visible) {
    if (question.answered_by !== 'submitter') continue
    const task = bySection.get(section) ?? { ...emptyTask(section), touched: false }
    bySection.set(section, task)
    // An unfinished answer leaves its slot empty, but somebody has begun.
    const refused = facts.invalid.some(({ questionId }) => questionId === question.id)
    if (facts.slots[slot] || refused) task.touched = true
    if (question.required || open.has(question.id)) {
      task.asked++
      if (!open.has(question.id)) task.given++
    } else task.optional++
    if (unknown.has(question.id)) task.unknown++
    if (toConfirm.includes(question.id)) task.toConfirm.push(question.id)
    if (!reopened.includes(question.id)) continue
    task.reopened.push(question.id)
    if (answeredSince.includes(question.id)) task.answeredSince.push(question.id)
  }
  return [...bySection.values()].map(({ touched, ...task }) => ({
    ...task,
    state: stateOf(task, touched, visited.includes(task.id)),
  }))
}

type Marks = 'visited' | 'reopened' | 'answeredSince' | 'toConfirm'

/** Whether a reviewer still waits for an answer in this section. */
export const waitsForAnswer = ({ reopened, answeredSince }: Pick<SectionTask, 'reopened' | 'answeredSince'>): boolean =>
  reopened.length > answeredSince.length

const emptyTask = ({ id, title }: Section): SectionTask => ({
  id,
  title,
  state: 'not_started',
  asked: 0,
  given: 0,
  optional: 0,
  unknown: 0,
  reopened: [],
  answeredSince: [],
  toConfirm: [],
})

function stateOf({ asked, given }: SectionTask, touched: boolean, visited: boolean): SectionState {
  // A section that asks for nothing is done once somebody has looked.
  if (given === asked && (asked > 0 || visited || touched)) return 'complete'
  if (touched) return 'in_progress'
  return visited ? 'looked_at' : 'not_started'
}

/** The questionnaire as a whole. */
export const progressOf = (tasks: readonly SectionTask[]) => ({
  asked: sum(tasks, 'asked'),
  given: sum(tasks, 'given'),
  unknown: sum(tasks, 'unknown'),
  complete: tasks.filter(({ state }) => state === 'complete').length,
  sections: tasks.length,
})

const sum = (tasks: readonly SectionTask[], what: 'asked' | 'given' | 'unknown') =>
  tasks.reduce((total, task) => total + task[what], 0)
