import type { Answer, Answers, AnswerValue, CompiledQuestion, CompiledRubric } from '#app/rubric/index.ts'
import { gatherFacts } from '#app/rubric/index.ts'

/** What a story says of a launch, by question id: a plain value is an answer. */
export type Told = Readonly<Record<string, AnswerValue | Answer>>

const isAnswer = (told: AnswerValue | Answer): told is Answer =>
  typeof told === 'object' && !Array.isArray(told) && 'state' in told
export const toAnswer = (told: AnswerValue | Answer): Answer =>
  isAnswer(told) ? told : { state: 'answered', value: told }

/**
 * Every answer the submitter sees, in the order of the pages: what the story tells, and for the rest what a well-prepared team would say
 * (the rubric's own worked example for text, the mildest option for choices).
 * @throws when the story tells of a question that the rubric does not have, or of one it never shows
 */
export function calmAnswers(
  compiled: CompiledRubric,
  given: Answers,
  told: Told,
  today: string,
): { id: string; answer: Answer }[] {
  const stranger = Object.keys(told).find((id) => !compiled.byId.has(id))
  if (stranger) throw new Error(`the story answers ${stranger}, which ${compiled.rubric.key} does not ask`)
  const answers: Record<string, Answer> = {}
  const order: string[] = []
  /** The story may leave an optional question blank, as people do. */
  const asked = ({ question }: CompiledQuestion) =>
    question.answered_by === 'submitter' &&
    answers[question.id] === undefined &&
    (question.required || question.id in told)
  for (;;) {
    const facts = gatherFacts(compiled, answers, given)
    const next = facts.visible.find(asked)
    if (!next) break
    const said = told[next.question.id]
    answers[next.question.id] = said === undefined ? calmAnswer(compiled, answers, given, next, today) : toAnswer(said)
    order.push(next.question.id)
  }
  const silent = Object.keys(told).find((id) => !order.includes(id))
  if (silent) throw new Error(`the story answers ${silent}, but its other answers hide that question`)
  return order.map((id) => ({ id, answer: answers[id] as Answer }))
}

function calmAnswer(
  compiled: CompiledRubric,
  answers: Answers,
  given: Answers,
  next: CompiledQuestion,
  today: string,
): Answer {
  const { question } = next
  const answered = (value: AnswerValue): Answer => ({ state: 'answered', value })
  const harm = (value: AnswerValue): number => {
    const facts = gatherFacts(
      compiled,
      { ...answers, [question.id]: answered(question.kind === 'multi' ? [value as string] : value) },
      given,
    )
    const words = Array.isArray(value) ? (value as string[]) : [value]
    const steps = words
      .flatMap((word) => next.byOption.get(String(word)) ?? [])
      .reduce((sum, effect) => sum + 1 + effect.dL + effect.dS, 0)
    return facts.knockouts.length * 100 + steps
  }
  const mildest = (values: readonly string[]) => [...values].sort((a, b) => harm(a) - harm(b))[0] as string
  switch (question.kind) {
    case 'yes_no':
      return answered(mildest(question.dimension === 'exposure' ? ['no', 'yes'] : ['yes', 'no']))
    case 'single':
      return answered(mildest(question.options?.map((option) => option.value) ?? []))
    case 'multi':
      return answered(calmChoices(question.id, question.options?.map((option) => option.value) ?? [], mildest, next))
    case 'scale':
      return answered(3)
    case 'number':
      return answered(calmNumber(question.min, question.max))
    case 'probability':
      return answered(5)
    case 'date':
      return answered(today)
    case 'text':
      return answered(question.example.slice(0, question.max_length ?? 20_000))
    case 'person':
      return answered('Farah Idris, duty manager')
    case 'evidence':
      return answered([{ label: 'Test report', url: 'https://docs.lumencast.example/safety/test-report' }])
    case 'attest':
      return answered(true)
    case 'harms':
      return answered(['INT-2'])
    case 'controls':
      return answered([
        {
          id: 'reports',
          name: 'Report lane with staff on duty',
          kind: 'detect',
          strength: 2,
          status: 'tested',
          harms: ['HAR-1'],
        },
      ])
    case 'grid':
      return answered(calmRows(next))
  }
}

/** "None" where it is offered; else everything that is a safeguard and harms nobody. */
function calmChoices(
  id: string,
  values: string[],
  mildest: (values: readonly string[]) => string,
  next: CompiledQuestion,
): string[] {
  const alone = next.question.options?.filter((option) => option.exclusive).map((option) => option.value) ?? []
  if (next.question.dimension === 'control' && !alone.some((value) => /full|survive/.test(value))) {
    const good = values.filter((value) => !alone.includes(value) && (next.byOption.get(value) ?? []).length === 0)
    if (good.length > 0) return good
  }
  const none = alone.find((value) => /^no_|^none|full|nobody/.test(value))
  return [none ?? mildest(values)].filter((value) => id !== '' && value !== undefined)
}

const calmNumber = (min = 0, max = 1_000): number =>
  Math.round(Math.min(max, Math.max(min, min + Math.min(20, (max - min) / 5))))

const CASES = [
  [
    'A banned viewer',
    'opens a second account and comes back to the same stream',
    'the creator who reported them',
    'INT-2',
    'Device and payment signals hold new accounts for review',
  ],
  [
    'A group from another site',
    'arrives at the same minute and floods the chat',
    'a small creator',
    'HAR-2',
    'New accounts wait ten minutes; shield mode is one tap',
  ],
  [
    'A fan',
    'asks for a private conversation and will not stop',
    'a creator who streams alone',
    'HAR-1',
    'Block holds on every surface at once',
  ],
  ['A seller', 'posts links to a fake give-away', 'young viewers', 'FRD-1', 'Links from new accounts are held'],
  [
    'A rival',
    'reports every stream of one creator',
    'the creator and our report queue',
    'INT-3',
    'Reports on one creator are merged and read by a person',
  ],
  [
    'A bored teenager',
    'dares a streamer to do something risky for gifts',
    'the streamer',
    'SSH-4',
    'Dare wording is held; gifts can be paused',
  ],
  [
    'A clip page',
    'cuts a moment so that it says the opposite',
    'the streamer',
    'HAR-6',
    'Clips link to the full recording and can be removed by the streamer',
  ],
  [
    'A moderator with access',
    'looks up somebody they know',
    'a creator',
    'PRV-1',
    'Access is logged and sampled every week',
  ],
] as const

function calmRows({ question, minRows }: CompiledQuestion): Record<string, string | number>[] {
  const rows = Math.max(3, ...minRows.map((least) => least.rows))
  const words: Record<string, (i: number) => string | number> = {
    actor: (i) => CASES[i % CASES.length]?.[0] ?? '',
    feature: (i) => CASES[i % CASES.length]?.[1] ?? '',
    target: (i) => CASES[i % CASES.length]?.[2] ?? '',
    harm: (i) => CASES[i % CASES.length]?.[3] ?? '',
    control: (i) => CASES[i % CASES.length]?.[4] ?? '',
    metric: (i) => ['Reports per 1,000 sessions', 'Blocks per 1,000 sessions', 'Median minutes to action'][i % 3] ?? '',
    threshold: (i) => ['More than 4', 'More than 9', 'More than 10'][i % 3] ?? '',
    window: () => '24 hours',
    owner: () => 'Farah Idris, duty manager',
  }
  return Array.from({ length: rows }, (_, i) =>
    Object.fromEntries(
      (question.columns ?? []).map((column) => {
        const value =
          words[column.id]?.(i) ??
          (column.kind === 'number'
            ? [120, 500, 900][i % 3]
            : column.kind === 'single'
              ? column.options?.[0]?.value
              : column.kind === 'harm'
                ? 'HAR-1'
                : 'As agreed with Safety Operations')
        return [column.id, value ?? '']
      }),
    ),
  )
}
