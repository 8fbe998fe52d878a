import {
  type Answer,
  type Answers,
  answerText,
  type Control,
  canonicalJson,
  type Evidence,
  type Rubric,
  splitEvidence,
} from '#app/rubric/index.ts'

/** A stretch of text that stayed, went or came. */
export type TextPart = { is: 'same' | 'gone' | 'new'; text: string }

/** One answer that differs between two rounds. `parts` where both are texts worth comparing word by word. */
export type AnswerChange = {
  questionId: string
  section: string
  question: string
  is: 'added' | 'changed' | 'removed'
  before: string
  after: string
  parts: TextPart[] | null
}

/** What the submitter changed between two sets of answers, in the order of the questionnaire. What a reviewer wrote is not told. */
export function diffAnswers(rubric: Pick<Rubric, 'sections'>, before: Answers, after: Answers): AnswerChange[] {
  return rubric.sections.flatMap((section) =>
    section.questions.flatMap((question): AnswerChange[] => {
      if (question.answered_by === 'reviewer') return []
      const [was, is] = [before[question.id], after[question.id]]
      if (same(was, is)) return []
      const kind = was ? (is ? 'changed' : 'removed') : 'added'
      const [from, to] = [was ? spellOut(question, was) : '', is ? spellOut(question, is) : '']
      return [
        {
          questionId: question.id,
          section: section.title,
          question: question.text,
          is: kind,
          before: from,
          after: to,
          parts:
            kind === 'changed' && (WORDY.has(question.kind) || same(splitEvidence(was).alone, splitEvidence(is).alone))
              ? diffWords(from, to)
              : null,
        },
      ]
    }),
  )
}

const same = (one: Answer | undefined, other: Answer | undefined) =>
  canonicalJson(one ?? null) === canonicalJson(other ?? null)

const WORDY = new Set(['text', 'person', 'controls', 'grid', 'evidence', 'multi'])

/** An answer with everything it holds: rows, links and safeguards too, one to a line, and what stands beside it. */
export function spellOut(question: Asked, answer: Answer): string {
  const { alone = answer, evidence } = splitEvidence(answer)
  const text = spellOutValue(question, alone)
  return evidence ? `${text}\nEvidence: ${pieces(evidence)}` : text
}

const pieces = (evidence: Evidence[]) => evidence.map(({ label, url }) => `${label} ${url}`).join('\n')

function spellOutValue(question: Asked, answer: Answer): string {
  if (answer.state !== 'answered' || !Array.isArray(answer.value)) return answerText(question, answer)
  if (question.kind === 'evidence') return pieces(answer.value as Evidence[])
  if (question.kind === 'controls')
    return (answer.value as Control[])
      .map((one) => `${one.name} (${one.kind}, strength ${one.strength}, ${one.status}; ${one.harms.join(', ')})`)
      .join('\n')
  if (question.kind === 'grid')
    return (answer.value as Record<string, string | number | null>[])
      .map((row) =>
        Object.entries(row)
          .filter(([, cell]) => cell !== null && cell !== '')
          .map(([column, cell]) => `${labelOf(question, column)}: ${cellText(question, column, cell)}`)
          .join(' · '),
      )
      .join('\n')
  return answerText(question, answer)
}

type Asked = Rubric['sections'][number]['questions'][number]
const labelOf = (question: Asked, id: string) =>
  question.columns?.find((column) => column.id === id)?.label ?? (id === 'harm' ? 'Harm' : id)
const cellText = (question: Asked, id: string, cell: string | number | null) =>
  question.columns?.find((column) => column.id === id)?.options?.find((option) => option.value === cell)?.label ??
  String(cell)

/** Longer texts are shown whole, before and after: a comparison of every pair of words would take too long. */
const MOST_PAIRS = 600_000

/** Word by word: the longest run of words that stayed, and what went and came between. */
export function diffWords(before: string, after: string): TextPart[] {
  const [a, b] = [wordsOf(before), wordsOf(after)]
  if (a.length * b.length > MOST_PAIRS) return joined([part('gone', before), part('new', after)])
  const width = b.length + 1
  const longest = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * width + j] =
        a[i] === b[j]
          ? (longest[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0)
  const parts: TextPart[] = []
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      parts.push(part('same', a[i++] as string))
      j++
    } else if ((longest[(i + 1) * width + j] ?? 0) >= (longest[i * width + j + 1] ?? 0))
      parts.push(part('gone', a[i++] as string))
    else parts.push(part('new', b[j++] as string))
  }
  for (const word of a.slice(i)) parts.push(part('gone', word))
  for (const word of b.slice(j)) parts.push(part('new', word))
  return joined(parts)
}

const part = (is: TextPart['is'], text: string): TextPart => ({ is, text })
const wordsOf = (text: string): string[] => text.match(/\S+\s*|\s+/g) ?? []

function joined(parts: readonly TextPart[]): TextPart[] {
  const whole: TextPart[] = []
  for (const { is, text } of parts) {
    const last = whole.at(-1)
    if (last?.is === is) last.text += text
    else if (text !== '') whole.push({ is, text })
  }
  return whole
}
