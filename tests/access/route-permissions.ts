import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What each door that a route may call asks the ability for. A new door gets its line here. */
const DOORS: Readonly<Record<string, string>> = {
  // people
  listDemoPeople: 'nobody signed in; demo only',
  countNeeds: 'nobody signed in; demo only',
  signIn: 'the password',
  signInAsDemoPerson: 'nobody signed in; demo only',
  searchPeople: 'Person read',
  listTeams: 'signed in',
  namesOf: 'signed in',
  loadActor: 'the session',
  // rubric versions: what one reads
  listRubrics: 'Rubric read, RubricDraft read',
  findRubric: 'Rubric read',
  findQuestions: 'Rubric read; for the reviewer’s view read_scoring',
  findChanges: 'Rubric read; the score key read_scoring',
  findCoverage: 'Rubric read; for the reviewer’s questions read_scoring',
  findRules: 'Rubric read_scoring',
  findTrial: 'Rubric read_scoring',
  findScenario: 'Rubric read_scoring',
  reviewsUsing: 'Rubric read, Review read',
  // rubric versions: what one does
  mayPropose: 'RubricDraft propose',
  listProposableFiles: 'nothing: names of files that whoever proposes may take over',
  readProposableFile: 'nothing: as above',
  findDraft: 'RubricDraft read',
  findDraftFile: 'RubricDraft read_scoring',
  unlessDraftMovedOn: 'what the act inside it asks for',
  proposeDraft: 'RubricDraft propose',
  changeDraft: 'RubricDraft change',
  openConsultation: 'RubricDraft consult',
  remarkOnDraft: 'RubricDraft remark',
  backtestDraft: 'RubricDraft backtest',
  findDraftBacktest: 'Review read_assessment, and RubricDraft read_scoring',
  publishDraft: 'RubricDraft publish',
  withdrawDraft: 'RubricDraft withdraw',
  findVersionToRetire: 'Rubric retire',
  retireVersion: 'Rubric retire',
  // reviews: what one reads
  findReview: 'Review read',
  unlessMovedOn: 'Review read',
  reviewsOfLaunch: 'Review read',
  listReviews: 'Review read',
  listLaunches: 'Review read',
  findLaunch: 'Review read',
  findHome: 'Review read',
  findEarlierLaunches: 'Review read, of one’s own team',
  findHistory: 'Review read',
  worstLevels: 'Review read_assessment',
  findAnswers: 'Review read_answers',
  findTriage: 'Review read_answers',
  findTasks: 'Review read_answers',
  findSection: 'Review read_answers',
  findCheck: 'Review read_answers',
  findArchivedAnswers: 'Review read_answers',
  findVersionDesk: 'Review move_version',
  findSnapshots: 'Review read_answers',
  findRounds: 'Review read_answers',
  findScoring: 'Review read_assessment',
  findBench: 'Review read_assessment',
  findMemo: 'Review read_decision',
  findChangeDesk: 'Review read_answers',
  findDecisionDesk: 'Review read_decision',
  openAnswers: 'nothing, it is pure',
  // reviews: what one does
  describeLaunch: 'Launch describe',
  changeLaunch: 'Review answer',
  saveAnswer: 'Review answer, or answer_as_reviewer',
  saveForm: 'Review answer, or answer_as_reviewer',
  confirmAnswer: 'Review answer',
  moveReview: 'Review move_version',
  undoMove: 'Review move_version',
  reopenTriage: 'Review answer',
  submitTriage: 'Review submit',
  submitReview: 'Review submit',
  raiseTier: 'Review raise_tier',
  withdrawReview: 'Review withdraw',
  rescopeReview: 'Review rescope',
  takeReview: 'Review take',
  takeOverReview: 'Review take_over',
  giveBackReview: 'Review give_back',
  actAtBench: 'Review take, score, attest, or answer_as_reviewer',
  scoreHarm: 'Review score',
  addHarm: 'Review score',
  creditControl: 'Review score',
  lockScores: 'Review score',
  attestNoMechanism: 'Review attest',
  requestChanges: 'Review request_changes',
  decideReview: 'Review decide',
}

/** Routes that ask nobody who they are, and why that is right. */
const OPEN: Readonly<Record<string, string>> = {
  '$.tsx': 'always "not found"',
  'sign-in.tsx': 'the way in',
  'sign-out.tsx': 'ends one’s own session',
  'theme.tsx': 'keeps colours in a cookie',
}

const folder = join('app', 'routes')

/** One line per loader and action: the doors it calls, and what these ask for. Throws for a route nobody thought of. */
export function routePermissions(): string[] {
  return readdirSync(folder)
    .filter((name) => /\.tsx?$/.test(name))
    .sort()
    .flatMap((name) => linesOf(name, readFileSync(join(folder, name), 'utf8')))
}

function linesOf(name: string, source: string): string[] {
  const doors = [...source.matchAll(/import\s*(?!type)\{([^}]*)\}\s*from '#app\/domain\/[^']*index\.server\.ts'/g)]
    .flatMap(([, names = '']) => names.split(','))
    .map((one) => one.trim())
    .filter((one) => one !== '' && !one.startsWith('type '))
  const unknown = doors.find((door) => DOORS[door] === undefined && /^[a-z]/.test(door))
  if (unknown)
    throw new Error(
      `${name} calls ${unknown}: say in tests/access/route-permissions.ts what ${unknown} asks the ability for`,
    )
  const signedIn = /\b(contextOf|withContext)\(/.test(source)
  const open = OPEN[name]
  if (!signedIn && open === undefined && /export (const|async function|function) (loader|action)\b/.test(source))
    throw new Error(
      `${name} asks nobody who they are: call contextOf or withContext, or say in OPEN why it may be open`,
    )
  if (signedIn && open !== undefined) throw new Error(`${name} asks who is there, so it does not belong in OPEN`)
  const parts = (['loader', 'action'] as const).flatMap((part) => {
    const body = bodyOf(source, part)
    if (body === undefined) return []
    if (!open && !tellsNothing(body) && !/\b(contextOf|withContext)\(/.test(body))
      throw new Error(`the ${part} of ${name} does not ask who is there: a parent’s loader protects nothing`)
    const asked = doors.filter((door) => new RegExp(`\\b${door}\\(`).test(body))
    const needs = [...new Set(asked.map((door) => DOORS[door]))]
    return [
      `  ${part.padEnd(7)}${needs.join('; ') || (open ?? (tellsNothing(body) ? 'nothing, and tells nothing' : 'signed in'))}${asked.length > 0 ? `  (${asked.join(', ')})` : ''}`,
    ]
  })
  return [name, ...(parts.length > 0 ? parts : ['  asks for nothing and sends no data'])]
}

/** Leads everybody on, or tells everybody that there is nothing here, without looking anything up. */
const tellsNothing = (body: string) =>
  (/=>\s*redirect\(/.test(body) || /throw problemResponse\(notFound, context\)/.test(body)) && !/\bawait\b/.test(body)

/** From the export to the next top-level declaration; helpers below it are the part's own only when it calls them. */
function bodyOf(source: string, part: 'loader' | 'action'): string | undefined {
  const start = source.search(new RegExp(`^export (const|async function|function) ${part}\\b`, 'm'))
  if (start < 0) return undefined
  const blocks = source.slice(start).split(/\n(?=(?:export |const |function |async function |\/\*\*))/)
  const own = blocks[0] ?? ''
  const helpers = source.split(/\n(?=(?:export |const |function |async function |\/\*\*))/).filter((block) => {
    const name = /^(?:const|function|async function) (\w+)/m.exec(block)?.[1]
    return name !== undefined && !block.startsWith('export') && new RegExp(`\\b${name}\\(`).test(own)
  })
  return [own, ...helpers].join('\n')
}
