import { type Answer, canonicalJson, type Question, splitEvidence } from '#app/rubric/index.ts'

/** What happened to the evidence beside an answer. What it says stays with the answer: the log holds no links. */
export type EvidenceChange = 'added' | 'changed' | 'removed'

/** What the log keeps of a changed answer. */
export type AnswerChangeFact = {
  from?: string
  to?: string
  evidence?: EvidenceChange
  /** Only the evidence changed; the answer is as it was. */
  valueStands?: true
}

/** What a change of an answer is, for the log: codes, and whether evidence came or went. */
export function answerChange(
  question: Question,
  before: Answer | undefined,
  after: Answer | undefined,
): AnswerChangeFact {
  const [was, is] = [splitEvidence(before), splitEvidence(after)]
  const evidence = after?.state === 'answered' ? evidenceChange(was.evidence, is.evidence) : undefined
  if (evidence && same(was.alone, is.alone)) return { evidence, valueStands: true }
  const [from, to] = [codeOf(question, before), codeOf(question, after)]
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(evidence === undefined ? {} : { evidence }),
  }
}

function evidenceChange(was: unknown, is: unknown): EvidenceChange | undefined {
  if (same(was, is)) return undefined
  return was === undefined ? 'added' : is === undefined ? 'removed' : 'changed'
}

const same = (one: unknown, other: unknown): boolean => canonicalJson(one ?? null) === canonicalJson(other ?? null)

/** Coded answers stand in the log as they are; what people wrote does not, so that the log holds no personal data. */
function codeOf(question: Question, answer: Answer | undefined): string | undefined {
  if (!answer) return undefined
  if (answer.state !== 'answered') return answer.state === 'unknown' ? 'not known' : 'does not apply'
  if (question.sensitivity !== 'normal') return undefined
  switch (question.kind) {
    case 'yes_no':
    case 'single':
    case 'scale':
    case 'number':
    case 'probability':
    case 'date':
      return String(answer.value)
    case 'multi':
    case 'harms':
      return (answer.value as string[]).join(', ')
    default:
      return undefined
  }
}
