import type { Answer } from './answers.ts'
import type { CompiledQuestion } from './compile.ts'
import { readTest } from './condition.ts'
import { answerText } from './explain.ts'
import { type Question, RESERVED_VALUES } from './rubric.ts'

/**
 * Evidence beside an answer. It is asked for when the question's `evidence_when` holds for what was answered; "not known" and "does not
 * apply" claim nothing, so nothing has to show it. No level and no decision hangs on it: a reviewer reads it to grade their confidence.
 */

/** Is evidence asked for with this answer? */
export const asksForEvidence = (
  { evidenceWhen }: Pick<CompiledQuestion, 'evidenceWhen'>,
  answer: Answer | undefined,
): boolean => answer?.state === 'answered' && evidenceWhen?.(answer) === true

/** The answer as it counts. Evidence that another answer was asked for stays where it is stored, and is left out here. */
export function withAskedEvidence(question: Pick<CompiledQuestion, 'evidenceWhen'>, answer: Answer): Answer {
  if (answer.state !== 'answered' || answer.evidence === undefined || asksForEvidence(question, answer)) return answer
  const { evidence: _, ...alone } = answer
  return alone
}

/** An answer without its evidence, and the evidence without its answer. */
export const splitEvidence = (answer: Answer | undefined) => {
  if (answer?.state !== 'answered' || answer.evidence === undefined) return { alone: answer, evidence: undefined }
  const { evidence, ...alone } = answer
  return { alone: alone as Answer, evidence }
}

/** With which answers evidence is asked for, as the end of a sentence: "if you answer “Yes”". Undefined where it never is. */
export function evidenceWhenText(
  question: Pick<Question, 'kind' | 'options' | 'anchors' | 'unit' | 'evidence_when'>,
): string | undefined {
  if (question.evidence_when === undefined) return undefined
  const test = readTest(question.evidence_when)
  const words = (value: string | number | boolean) =>
    `“${answerText(question, { state: 'answered', value: LISTS.includes(question.kind) ? [String(value)] : value })}”`
  const named = (test.in ?? []).filter((value) => !RESERVED_VALUES.some((reserved) => reserved === value))
  const verb = LISTS.includes(question.kind) ? 'choose' : 'answer'
  const parts = [
    named.length > 0 ? `${verb} ${listed(named.map(words), 'or')}` : '',
    test.includesAll ? `${verb} ${listed(test.includesAll.map(words), 'and')}` : '',
    test.gt === undefined ? '' : `answer more than ${words(test.gt)}`,
    test.gte === undefined ? '' : `answer ${words(test.gte)} or more`,
    test.lt === undefined ? '' : `answer less than ${words(test.lt)}`,
    test.lte === undefined ? '' : `answer ${words(test.lte)} or less`,
    test.itemsGte === undefined ? '' : `give ${Math.max(1, test.itemsGte)} or more`,
  ].filter((part) => part !== '')
  return parts.length > 0 ? `if you ${parts.join(' and ')}` : 'with any answer'
}

const LISTS: readonly Question['kind'][] = ['multi', 'harms']

const listed = (words: readonly string[], last: string): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
