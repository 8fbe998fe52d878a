import { ACCEPTS, gapsOf, OUTCOME_WORDS, whoHasTheKey } from '#app/domain/reviews/index.ts'
import { type CompiledRubric, changeText, type Level, levelRank, type Proposal } from '#app/rubric/index.ts'
import { type SavePhase, SaveState } from '#app/ui/kit/save-state.tsx'
import { LevelBadge } from '../level.tsx'
import { SignedOut } from '../signed-out.tsx'
import type { Judged } from './use-bench.ts'
import type { PathSearch } from './use-path.ts'

export const PROPOSAL_WORDS: Readonly<Record<Proposal, string>> = {
  approve: 'Approve',
  approve_with_conditions: 'Approve with conditions',
  request_changes: 'Request changes',
  escalate: 'Escalate to the council',
  block: 'Block',
}

type VerdictBarProps = {
  judged: Judged
  line: Level
  locked: boolean
  /** What was proposed before the key that is still down. */
  was: Proposal | null
  phase: SavePhase | null
  /** Sends at once what could not be sent. */
  onResume?: () => void
  onKeys: () => void
}

/** What the scores come to, always in sight. */
export function VerdictBar({
  judged: { assessment, decision },
  line,
  locked,
  was,
  phase,
  onResume,
  onKeys,
}: VerdictBarProps) {
  const over = assessment.harms.filter((harm) => levelRank(harm.current.level) > levelRank(line)).length
  const total = assessment.harms.length
  const scored = total - gapsOf(assessment).length
  return (
    <div data-verdict={decision.proposal} className="sticky top-0 z-2 border-b-2 border-ink bg-paper py-2 print:static">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p className="text-lg leading-7">
          <span className="text-sm text-ink-soft">{locked ? 'Locked: ' : 'The rules propose: '}</span>
          <b className="font-semibold">{PROPOSAL_WORDS[decision.proposal]}</b>
          {was && was !== decision.proposal && (
            <span className="ml-2 text-sm text-ink-soft">(was: {PROPOSAL_WORDS[was]})</span>
          )}
        </p>
        {!locked && (
          <SaveState
            phase={phase}
            action={
              phase?.is === 'retrying' &&
              onResume && (
                <button type="button" className="min-h-6 text-accent underline" onClick={onResume}>
                  Try now
                </button>
              )
            }
          />
        )}
        {phase?.is === 'signed-out' && onResume && <SignedOut onResume={onResume} />}
      </div>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        <span className="inline-flex items-center gap-2">
          Worst now <LevelBadge level={assessment.overall.current} />
        </span>
        <span className="tabular-nums">
          {over} of {total} over your line ({line})
        </span>
        <span className="tabular-nums">
          {scored} of {total} scored
        </span>
        {!locked && (
          <button type="button" onClick={onKeys} className="min-h-6 text-accent underline print:hidden">
            Keys (?)
          </button>
        )}
      </p>
    </div>
  )
}

type VerdictProps = {
  compiled: CompiledRubric
  judged: Judged
  search: PathSearch
  awake: boolean
  escalated: boolean
  locked: boolean
}

/** Why the rules propose what they propose, what is not known, who may sign, and the shortest way to a better decision. */
export function VerdictReasons({ compiled, judged, search, awake, escalated, locked }: VerdictProps) {
  const { facts, assessment, decision } = judged
  const standing = { ...decision, residual: assessment.overall.current, escalated }
  return (
    <details open={locked} className="mt-2 text-sm">
      <summary className="min-h-6">
        <b className="font-semibold">{whoHasTheKey(standing)}.</b>{' '}
        <span className="text-accent underline">{sayPath(search)}</span>
      </summary>
      <div className="mt-3 grid gap-x-8 gap-y-4 lg:grid-cols-2">
        <div>
          <h2 className="text-base">Why</h2>
          <ul className="mt-1 list-disc space-y-1 pl-5">
            {decision.reasons.map((reason) => (
              <li key={`${reason.code}${reason.about}`}>
                {reason.text} {reason.remedy && <span className="text-ink-soft">{reason.remedy}</span>}
              </li>
            ))}
          </ul>
          <p className="mt-3 text-ink-soft">
            Reviewers accept up to {ACCEPTS.reviewer}, leads up to {ACCEPTS.lead}, the council up to {ACCEPTS.council}.
            C is accepted by nobody.
          </p>
          <p className="mt-2 tabular-nums">
            {Math.floor(facts.completeness * 100)} % of the questions are answered; {facts.unknown.length}{' '}
            {facts.unknown.length === 1 ? 'is' : 'are'} not known
            {facts.unknown.length > 0 ? ':' : '.'}
          </p>
          {facts.unknown.length > 0 && (
            <ul className="mt-1 list-disc space-y-1 pl-5">
              {facts.unknown.map((id) => (
                <li key={id}>
                  <a href={`#a-${id}`} className="text-accent underline">
                    {compiled.byId.get(id)?.question.text ?? id}
                  </a>
                </li>
              ))}
            </ul>
          )}
        </div>
        <Path compiled={compiled} judged={judged} search={search} awake={awake} />
      </div>
    </details>
  )
}

function Path({ compiled, judged, search, awake }: Omit<VerdictProps, 'escalated' | 'locked'>) {
  const found = search.is === 'found' ? search.path : null
  return (
    <div aria-live="polite">
      <h2 className="text-base">{found ? `Path to "${OUTCOME_WORDS[found.to].noun}"` : 'Path to yes'}</h2>
      {judged.decision.proposal === 'approve' ? (
        <p className="mt-1">The rules propose to approve; nothing has to change.</p>
      ) : found ? (
        <>
          <ol className="mt-1 list-decimal space-y-1 pl-5">
            {found.changes.map((change) => (
              <li key={changeText(compiled, change)}>
                {changeText(compiled, change)}{' '}
                {change.kind === 'answer' && (
                  <a href={`#a-${change.questionId}`} className="text-accent underline">
                    See the answer
                  </a>
                )}
              </li>
            ))}
          </ol>
          <p className="mt-1 text-ink-soft">
            {found.fewest ? 'No shorter way exists.' : 'A shorter way may exist; the search was cut short.'}
          </p>
        </>
      ) : (
        <p className="mt-1 text-ink-soft">
          {!awake
            ? 'The shortest way to a better decision is worked out when the scores are locked.'
            : search.is === 'none'
              ? 'No change of up to four answers or safeguards reaches a better decision.'
              : 'Looking for the shortest way …'}
        </p>
      )}
    </div>
  )
}

const sayPath = (search: PathSearch): string =>
  search.is === 'found'
    ? `Why, and the path to "${OUTCOME_WORDS[search.path.to].noun}" in ${search.path.changes.length} ${search.path.changes.length === 1 ? 'step' : 'steps'}`
    : 'Why, and the path to yes'
