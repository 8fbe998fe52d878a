import { backtestStored, type StoredBacktestRow } from '#app/domain/reviews/index.server.ts'
import { FLIPS, type FlipKind, type Summary } from '#app/rubric/backtest/index.ts'
import { withDatabase } from './database.ts'
import type { Outcome } from './output.ts'
import { findRubric, rubricFolder } from './rubric-files.ts'

export type BacktestOptions = { rubrics?: string; logged?: boolean; failOnFlip?: boolean }

/** Replays a draft over the decided reviews of the portal: what would flip, what more would be asked, and which reviews to open. */
export async function backtest(name: string, options: BacktestOptions): Promise<Outcome> {
  const draft = await findRubric(name, rubricFolder(options.rubrics))
  const { key, version } = draft.rubric
  const { rows, summary } = await withDatabase((db) =>
    backtestStored({ db }, draft, key, { logged: options.logged ?? false, onProgress: progress() }),
  )
  const changed = rows.filter(({ flips, added }) => flips.length > 0 || added > 0)
  return {
    code: options.failOnFlip && summary.flipped > 0 ? 1 : 0,
    text: [
      ...summaryLines(`${key} ${version}`, summary),
      ...(changed.length > 0 ? ['', 'To look at', ...changed.map(rowLine)] : []),
    ].join('\n'),
    json: { ok: !(options.failOnFlip && summary.flipped > 0), draft: { key, version }, summary, reviews: rows },
  }
}

const SECONDS_BETWEEN = 3

/** Says on stderr how far it has come: in place on a terminal, else a line every few seconds. */
function progress(): (done: number, total: number) => void {
  const terminal = process.stderr.isTTY === true
  let next = Date.now() + SECONDS_BETWEEN * 1000
  return (done, total) => {
    const text = `${done} of ${total} reviews replayed`
    if (terminal) process.stderr.write(`\r${text}${done === total ? '\n' : ''}`)
    else if (Date.now() >= next) {
      process.stderr.write(`${text}\n`)
      next = Date.now() + SECONDS_BETWEEN * 1000
    }
  }
}

const WORDS: Readonly<Record<FlipKind, string>> = {
  decision: 'Decision',
  tier: 'Tier',
  outcome: 'Outcome',
  current: 'Level now',
  inherent: 'Level before safeguards',
}

function summaryLines(draft: string, { reviews, flipped, flips, added, knockouts, gates }: Summary): string[] {
  if (reviews === 0) return [`${draft}: no decided review has answered this rubric.`]
  const of = (found: number) => `${found} ${found === 1 ? 'review' : 'reviews'}`
  return [
    `${draft} over ${of(reviews)}: ${flipped === 0 ? 'nothing flips' : `${flipped} ${flipped === 1 ? 'flips' : 'flip'}`}.`,
    `Questions added per review: ${added.median} in the median, ${added.most} at most, ${added.total} in all.`,
    ...FLIPS.flatMap((what) =>
      flips[what].length > 0
        ? ['', WORDS[what], ...flips[what].map((one) => `- ${arrow(one)}: ${of(one.reviews)}`)]
        : [],
    ),
    ...(knockouts.length > 0
      ? ['', 'Knock-outs that newly fire', ...knockouts.map(({ code, reviews: found }) => `- ${code}: ${of(found)}`)]
      : []),
    ...(gates.length > 0
      ? ['', 'Gates that are newly open', ...gates.map(({ id, reviews: found }) => `- ${id}: ${of(found)}`)]
      : []),
  ]
}

function rowLine({ launch, title, version, flips, added }: StoredBacktestRow): string {
  const said = [
    ...flips.map((flip) => `${WORDS[flip.what].toLowerCase()} ${arrow(flip)}`),
    ...(added > 0 ? [`${added} ${added === 1 ? 'question' : 'questions'} added`] : []),
  ]
  return `- ${launch} ${title} (${version}): ${said.join(', ')}`
}

const arrow = ({ from, to }: { from: string | null; to: string | null }): string =>
  `${from ? words(from) : 'none'} → ${to ? words(to) : 'none'}`
const words = (value: string): string => value.replaceAll('_', ' ')
