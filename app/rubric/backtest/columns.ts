import type { Answer, Answers } from '../answers.ts'

/**
 * The stored answers of many reviews, one column a question. A column is a code for each review and a dictionary that says which
 * answer a code stands for; 0 is always blank and 1 always unknown. Evidence is left out: no level and no decision hangs on it.
 */
export type Column = { codes: Codes; dictionary: readonly (Answer | undefined)[] }
export type Codes = Uint8Array | Uint16Array
export type Columns = {
  rows: number
  /** By question id. A question without a column is blank everywhere. */
  answers: ReadonlyMap<string, Column>
  /** By the id of the given fact. */
  given: ReadonlyMap<string, Column>
}

export const BLANK = 0
export const UNKNOWN = 1
/** A column of text may hold another answer in every row, and a code has 16 bits. */
export const MOST_ROWS = 60_000

type Row = { answers: Answers; given?: Answers }
type Ids = { answers: Iterable<string>; given: Iterable<string> }

/** Encodes the answers to these questions, and these given facts. */
export function encodeColumns(reviews: readonly Row[], ids: Ids): Columns {
  if (reviews.length > MOST_ROWS) throw new RangeError(`at most ${MOST_ROWS} reviews are encoded at once`)
  const columns = (wanted: Iterable<string>, of: (review: Row) => Answers | undefined) =>
    new Map([...new Set(wanted)].map((id) => [id, encode(reviews.map((review) => of(review)?.[id]))]))
  return {
    rows: reviews.length,
    answers: columns(ids.answers, ({ answers }) => answers),
    given: columns(ids.given, ({ given }) => given),
  }
}

function encode(answers: readonly (Answer | undefined)[]): Column {
  const dictionary: (Answer | undefined)[] = [undefined, { state: 'unknown' }]
  const known = new Map<string, number>([['unknown', UNKNOWN]])
  const wide = new Uint16Array(answers.length)
  for (const [row, answer] of answers.entries()) {
    if (!answer) continue
    const key = keyOf(answer)
    let code = known.get(key)
    if (code === undefined) {
      code = dictionary.length
      known.set(key, code)
      dictionary.push(answer.state === 'answered' ? { state: 'answered', value: answer.value } : answer)
    }
    wide[row] = code
  }
  return { codes: dictionary.length <= 256 ? Uint8Array.from(wide) : wide, dictionary }
}

function keyOf(answer: Answer): string {
  if (answer.state === 'unknown') return answer.note ? `unknown ${answer.note}` : 'unknown'
  if (answer.state === 'n_a') return `n_a ${answer.reason}`
  return typeof answer.value === 'string' ? `answered ${answer.value}` : `answered:${JSON.stringify(answer.value)}`
}
