import type { ReactNode } from 'react'
import { OUTCOME_WORDS, whoHasTheKey } from '#app/domain/reviews/index.ts'
import { compareExpected, type ReadScenario } from '#app/domain/rubric-versions/try.ts'
import type { Answers } from '#app/rubric/answers.ts'
import { changeText } from '#app/rubric/change.ts'
import type { CompiledRubric } from '#app/rubric/compile.ts'
import type { Evaluation } from '#app/rubric/evaluate.ts'
import { explain } from '#app/rubric/explain.ts'
import { raisedTier } from '#app/rubric/facts.ts'
import { isTier } from '#app/rubric/rubric.ts'
import { Tag } from '#app/ui/kit/tag.tsx'
import { LevelBadge } from '#app/ui/reviews/level.tsx'
import type { PathSearch } from '#app/ui/reviews/scoring/use-path.ts'
import { PROPOSAL_WORDS } from '#app/ui/reviews/scoring/verdict.tsx'
import { TierBadge } from '#app/ui/reviews/tier.tsx'
import { Id } from '../condition-words.tsx'

/** What the answers come to, in one line: where the columns do not fit beside each other it stays in sight. */
export function ResultLine({ evaluation }: { evaluation: Evaluation }) {
  return (
    <p className="sticky top-0 z-2 mb-4 border-b-2 border-ink bg-paper py-2 lg:sr-only" aria-live="polite">
      <b className="font-semibold">{sayResult(evaluation)}</b>
      <span className="text-sm text-ink-soft"> · {sayMissing(evaluation.facts.missing.length)} · </span>
      <a href="#result" className="text-sm text-accent underline lg:hidden">
        See why
      </a>
    </p>
  )
}

function sayResult({ tier, outcome, decision }: Evaluation): string {
  if (decision) return PROPOSAL_WORDS[decision.proposal]
  if (outcome) return outcome.state === 'decided' ? outcome.outcome.title : 'No outcome yet'
  return tier ? `Tier ${tier.tier}` : 'No result: this version gathers answers'
}

const sayMissing = (missing: number) =>
  missing === 0 ? 'nothing missing' : `${missing} ${missing === 1 ? 'answer' : 'answers'} missing`

type ResultProps = {
  compiled: CompiledRubric
  evaluation: Evaluation
  given: Answers
  search: PathSearch
  scenario: Extract<ReadScenario, { ok: true }> | null
  onGoTo: (questionId: string) => void
}

/** What the answers come to, why, and what a scenario expected of it. */
export function Result({ compiled, evaluation, given, search, scenario, onGoTo }: ResultProps) {
  const { facts, tier, outcome, decision, assessment } = evaluation
  const said = explain(compiled, evaluation)
  const present = given.tier?.state === 'answered' && isTier(given.tier.value) ? given.tier.value : undefined
  const raised = present && raisedTier(facts, present)
  return (
    <aside
      id="result"
      aria-labelledby="result-title"
      className="min-w-0 scroll-mt-14 space-y-5 text-sm lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:self-start lg:overflow-y-auto lg:border-l lg:border-rule lg:pl-6"
    >
      <div>
        <h2 id="result-title" className="text-xs font-medium text-ink-soft">
          What comes of it
        </h2>
        <p className="text-lg font-semibold">{sayResult(evaluation)}</p>
        {tier && <TierBadge tier={tier.tier} title={compiled.rubric.tiers?.about[tier.tier]?.title} />}
        {said.tier && <p className="mt-1">{said.tier}</p>}
        {outcome && <Lines lines={said.outcome ?? []} />}
        {decision && assessment && (
          <p className="mt-1">
            {whoHasTheKey({ ...decision, residual: assessment.overall.current, escalated: false })}.
          </p>
        )}
        {raised && (
          <p className="mt-1">
            A knock-out raises the tier to <b className="font-semibold">{raised.to}</b> ({raised.by.knockout.code}).
          </p>
        )}
      </div>
      {scenario && <Expectations scenario={scenario} evaluation={evaluation} given={given} />}
      {decision && said.decision && (
        <Part title="Why">
          <Lines lines={said.decision} />
        </Part>
      )}
      {decision && (
        <Path compiled={compiled} search={search} approved={decision.proposal === 'approve'} onGoTo={onGoTo} />
      )}
      {assessment && assessment.harms.length > 0 && (
        <Part title={`Levels of ${assessment.harms.length} ${assessment.harms.length === 1 ? 'harm' : 'harms'}`}>
          <p className="text-xs text-ink-soft">Before safeguards, now, as planned</p>
          <ul className="border-t border-rule">
            {assessment.harms.map((harm, at) => (
              <li key={harm.code} className="border-b border-rule">
                <details>
                  <summary className="flex min-h-9 items-center justify-between gap-2">
                    <span className="min-w-0">
                      <span className="text-ink-soft tabular-nums">{harm.code}</span> {harm.name}
                    </span>
                    <span className="flex shrink-0 gap-1">
                      <LevelBadge level={harm.inherent.level} letterOnly />
                      <LevelBadge level={harm.current.level} letterOnly />
                      <LevelBadge level={harm.target.level} letterOnly />
                    </span>
                  </summary>
                  <div className="pb-2">
                    <Lines lines={said.harms[at]?.steps ?? []} />
                  </div>
                </details>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {facts.knockouts.length > 0 && (
        <Part title="Knock-outs that fire">
          <ul className="space-y-2">
            {facts.knockouts.map(({ questionId, knockout }) => (
              <li key={`${questionId} ${knockout.code}`} className="border-l-4 border-bad pl-3">
                <Id>{knockout.code}</Id>
                <span className="block">{knockout.reason}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Missing {...{ compiled, onGoTo }} title="Missing" ids={facts.missing} />
      <Missing
        {...{ compiled, onGoTo }}
        title="Gates that are open"
        ids={facts.openGates.filter((id) => !facts.missing.includes(id))}
      />
      <p className="text-ink-soft tabular-nums">
        {facts.visible.length} questions shown, {facts.hidden.length} hidden, {Math.floor(facts.completeness * 100)} %
        complete.
      </p>
    </aside>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 text-sm font-semibold">{title}</h3>
      {children}
    </section>
  )
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="mt-1 list-disc space-y-1 pl-4">
      {lines.map((line) => (
        <li key={line} className="break-words">
          {line}
        </li>
      ))}
    </ul>
  )
}

type MissingProps = Pick<ResultProps, 'compiled' | 'onGoTo'> & { title: string; ids: readonly string[] }

const FIRST = 8

function Missing({ compiled, title, ids, onGoTo }: MissingProps) {
  if (ids.length === 0) return null
  return (
    <Part title={`${title} (${ids.length})`}>
      <ul className="space-y-1">
        {ids.slice(0, FIRST).map((id) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => onGoTo(id)}
              className="min-h-6 text-left text-accent underline hover:text-accent-strong"
            >
              {compiled.byId.get(id)?.question.text ?? id}
            </button>
          </li>
        ))}
      </ul>
      {ids.length > FIRST && <p className="mt-1 text-ink-soft">And {ids.length - FIRST} more.</p>}
    </Part>
  )
}

type PathProps = Pick<ResultProps, 'compiled' | 'search' | 'onGoTo'> & { approved: boolean }

function Path({ compiled, search, approved, onGoTo }: PathProps) {
  if (search.is !== 'found')
    return (
      <Part title="Path to yes">
        <p className="text-ink-soft">
          {approved
            ? 'The rules propose to approve; nothing has to change.'
            : search.is === 'none'
              ? 'No change of up to four answers or safeguards reaches a better decision.'
              : 'Looking for the shortest way …'}
        </p>
      </Part>
    )
  const { to, changes, fewest } = search.path
  return (
    <Part title={`Path to “${OUTCOME_WORDS[to].noun}”`}>
      <ol className="list-decimal space-y-1 pl-4">
        {changes.map((change) => (
          <li key={changeText(compiled, change)}>
            {changeText(compiled, change)}{' '}
            {change.kind === 'answer' && (
              <button type="button" onClick={() => onGoTo(change.questionId)} className="text-accent underline">
                Go to it
              </button>
            )}
          </li>
        ))}
      </ol>
      <p className="mt-1 text-ink-soft">
        {fewest ? 'No shorter way exists.' : 'A shorter way may exist; the search was cut short.'}
      </p>
    </Part>
  )
}

type ExpectationsProps = Pick<ResultProps, 'evaluation' | 'given'> & { scenario: NonNullable<ResultProps['scenario']> }

/** What the scenario expects beside what the engine says now. */
function Expectations({ scenario, evaluation, given }: ExpectationsProps) {
  const compared = compareExpected(scenario.expect, evaluation, given)
  const wrong = compared.filter(({ same }) => !same).length
  return (
    <section aria-labelledby="expected">
      <h3 id="expected" className="mb-1 flex flex-wrap items-center gap-2 text-sm font-semibold">
        What the scenario expects
        <Tag tone={wrong === 0 ? 'good' : 'warning'}>
          {wrong === 0 ? 'As expected' : `${wrong} ${wrong === 1 ? 'differs' : 'differ'}`}
        </Tag>
      </h3>
      <table className="w-full border-collapse text-left">
        <thead className="sr-only">
          <tr>
            <th scope="col">What</th>
            <th scope="col">Expected, and what it is now</th>
          </tr>
        </thead>
        <tbody>
          {compared.map(({ what, expected, actual, same }) => (
            <tr key={what} className="border-t border-rule align-top">
              <th scope="row" className="py-1 pr-2 font-normal text-ink-soft">
                {what}
              </th>
              <td className="py-1 break-words [overflow-wrap:anywhere]">
                {expected}
                {!same && <span className="block font-semibold text-warn">now: {actual}</span>}
                {same && <span className="sr-only">, as now</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
