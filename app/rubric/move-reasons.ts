import type { Answer } from './answers.ts'
import type { ChangeKind } from './diff/kinds.ts'
import type { RubricChange } from './diff.ts'
import type { Question } from './rubric.ts'

/**
 * Why somebody should look at an answer again after its question changed, in words that give nothing of the score key away.
 * Undefined where the answer means what it meant: an example, a reference, another place or the words of an option that was not chosen say nothing.
 */
export function whyReconfirm(
  was: Question,
  is: Question,
  answer: Answer,
  changes: readonly RubricChange[],
): string | undefined {
  const reasons = changes.flatMap((change) => reasonOf(change, was, is, answer) ?? [])
  return reasons.length > 0 ? [...new Set(reasons)].join(' ') : undefined
}

function reasonOf(change: RubricChange, was: Question, is: Question, answer: Answer): string | undefined {
  const option = optionAt(change, is)
  if (option !== undefined && change.kind !== 'option-added' && !hangsOn(answer, option, change.kind)) return undefined
  const says = REASONS[change.kind]
  return typeof says === 'function' ? says(change, answer, was) : says
}

type Reason = string | ((change: RubricChange, answer: Answer, was: Question) => string | undefined)

const COUNTS_OTHERWISE = 'Answers to this question count differently now.'
const OTHER_LIMITS = (change: RubricChange): string | undefined =>
  change.path.endsWith('.max_length') ? undefined : 'What may be answered here has changed; this answer still fits.'

const REASONS: Partial<Record<ChangeKind, Reason>> = {
  wording: ({ path }, _, was) => {
    if (/\.options\[\d+\]\.(label|hint)$/.test(path)) return 'The choice is worded anew.'
    if (path.endsWith('.label')) return 'A column of the table is worded anew.'
    if (path.endsWith('.anchors')) return 'The steps of the scale are worded anew.'
    if (path.endsWith('.text')) return `The question is worded anew. Before: “${was.text}”`
    return path.endsWith('.help') ? 'Why it is asked is explained anew.' : undefined
  },
  'question-kind-changed': 'The question takes another kind of answer now; this one still fits.',
  'limits-narrowed': OTHER_LIMITS,
  'limits-widened': OTHER_LIMITS,
  'option-added': ({ to }, answer) =>
    answer.state === 'answered' && to !== null ? 'There is a new choice, which may fit better.' : undefined,
  'effect-added': COUNTS_OTHERWISE,
  'effect-removed': COUNTS_OTHERWISE,
  'effect-changed': COUNTS_OTHERWISE,
  'unknown-counts-differently': (_, { state }) => (state === 'unknown' ? COUNTS_OTHERWISE : undefined),
  'gate-changed': ({ to }) => (to === true ? 'Nothing is approved any more before this is known.' : undefined),
  'other-changed': 'The question has changed.',
}

/** The option a change is about, by where it stands in the newer file. */
function optionAt({ kind, path }: RubricChange, { options = [] }: Question): string | undefined {
  // The path of something that is gone leads into the older file; that it was not chosen is known by the answer still fitting.
  if (kind === 'option-removed' || kind === 'option-renamed') return undefined
  const at = /questions\[\d+\]\.options\[(\d+)\]/.exec(path)?.[1]
  return at === undefined ? undefined : options[Number(at)]?.value
}

/** Does the answer rest on this option? */
function hangsOn(answer: Answer, option: string, kind: ChangeKind): boolean {
  // Whatever was answered: who could see for which option it counts differently could try them all out.
  if (kind.startsWith('effect-')) return true
  if (answer.state !== 'answered') return false
  return Array.isArray(answer.value) ? (answer.value as unknown[]).includes(option) : answer.value === option
}
