import {
  AUTHORITY_WORDS,
  type Authority,
  type ConditionView,
  type DecisionView,
  dueAt,
  type HarmLevels,
  OUTCOME_WORDS,
  type ReviewView,
} from '#app/domain/reviews/index.ts'
import { type DecisionReason, type Level, levelRank, type Proposal, STRICTNESS } from '#app/rubric/index.ts'
import { EmptyState } from '#app/ui/kit/empty-state.tsx'
import { Due, Moment } from '#app/ui/kit/moment.tsx'
import { gateWords } from '../decision/gate-words.ts'
import { LevelsTable } from '../decision/levels-table.tsx'
import { LevelBadge } from '../level.tsx'
import { LaunchLoadLine } from '../load-line.tsx'

export type MemoPageProps = {
  review: ReviewView
  final: DecisionView | null
  decisions: readonly DecisionView[]
  conditions: readonly ConditionView[]
  levels: readonly HarmLevels[]
  reasons: readonly DecisionReason[]
  path: readonly string[]
  pathTo: Proposal | null
  line: Level
  lockedAt: string | null
  assessmentSha256: string | null
  sealed: { rubric: string; rubricSha256: string; answersSha256: string | null } | null
  waits: string | null
  viewer: { name: string; timeZone: string }
  now: string
}

/** The decision as one document: what was decided, by whom, on which grounds, under which conditions, and how to say yes. */
export function MemoPage(memo: MemoPageProps) {
  const { review, final, levels, waits } = memo
  if (!final && levels.length === 0)
    return (
      <EmptyState title="No decision yet">
        <p>{waits}</p>
      </EmptyState>
    )
  return (
    <article className="max-w-[52rem]">
      <MemoHead {...memo} />
      <Earlier {...memo} />
      {final?.overrideReason && (
        <Section title="Against the proposal of the rules">
          <p className="max-w-measure">
            The rules proposed to {OUTCOME_WORDS[final.proposal].verb}. {final.decidedBy} decided otherwise:{' '}
            {final.overrideReason}
          </p>
        </Section>
      )}
      <Conditions {...memo} />
      <Section title="What it rests on">
        <ul className="max-w-measure list-disc space-y-1 pl-5">
          {memo.reasons.map((reason) => (
            <li key={`${reason.code}${reason.about}`}>
              {reason.text} {reason.remedy}
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Levels of harm">
        <div className="mb-4">
          <LaunchLoadLine size="full" {...worstOf(memo)} />
        </div>
        <LevelsTable levels={levels} line={memo.line} />
        <p className="mt-2 text-xs text-ink-soft">
          As they were when the scores were locked
          {memo.lockedAt && (
            <>
              , <Moment at={memo.lockedAt} zone={memo.viewer.timeZone} />
            </>
          )}
          .
        </p>
      </Section>
      <PathSection {...memo} />
      <Seals {...memo} />
      <p className="mt-8 hidden text-xs text-ink-soft print:block">
        {review.code} {review.title} · printed by {memo.viewer.name},{' '}
        <Moment at={memo.now} zone={memo.viewer.timeZone} />
      </p>
    </article>
  )
}

function MemoHead({ review, final, waits, viewer }: MemoPageProps) {
  if (!final)
    return (
      <header className="border-t-2 border-ink pt-3">
        <h2 className="text-xl">Not decided yet</h2>
        <p className="mt-2 max-w-measure">{waits}</p>
      </header>
    )
  return (
    <header className="border-t-2 border-ink pt-3">
      <h2 className="text-xl">{OUTCOME_WORDS[final.outcome].noun}</h2>
      <p className="mt-2 max-w-measure">
        Decided by <b className="font-semibold">{final.decidedBy}</b> with the authority of{' '}
        {AUTHORITY_WORDS[final.authority as Authority]}, <Moment at={final.decidedAt} zone={viewer.timeZone} />, on
        round {final.round}. Worst residual level: <LevelBadge level={final.residual} />
      </p>
      {final.expiresOn && (
        <p className="mt-2 max-w-measure">
          Valid until <b className="font-semibold">{plainDay(final.expiresOn)}</b>, or until {review.title} changes
          significantly, or leads to a SEV1 or SEV2 incident.
        </p>
      )}
      <p className="mt-4 max-w-measure text-base whitespace-pre-line">{final.reasons}</p>
    </header>
  )
}

function Earlier({ decisions, final, viewer }: MemoPageProps) {
  const earlier = decisions.filter((one) => one !== final && one.decidedAt !== final?.decidedAt)
  if (earlier.length === 0) return null
  return (
    <Section title="How it came here">
      <ul className="max-w-measure space-y-2">
        {earlier.map((one) => (
          <li key={one.decidedAt}>
            Round {one.round}: {one.decidedBy} ({one.authority}), <Moment at={one.decidedAt} zone={viewer.timeZone} />:{' '}
            {OUTCOME_WORDS[one.outcome].noun}. <span className="whitespace-pre-line">{one.reasons}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Conditions({ conditions, viewer, now }: MemoPageProps) {
  if (conditions.length === 0) return null
  return (
    <Section title={conditions.length === 1 ? 'Condition' : 'Conditions'}>
      <ol className="max-w-measure list-decimal space-y-3 pl-6">
        {conditions.map((one) => (
          <li key={one.id}>
            <p className="whitespace-pre-line">{one.text}</p>
            <p className="text-sm text-ink-soft">
              <b className="font-semibold text-ink">{one.owner}</b> sees to it {gateWords(one)}, by{' '}
              <Due
                at={dueAt(one.dueOn, one.ownerTimeZone)}
                zone={one.ownerTimeZone}
                yourZone={viewer.timeZone}
                now={now}
              />
            </p>
          </li>
        ))}
      </ol>
    </Section>
  )
}

function PathSection({ path, pathTo, final }: MemoPageProps) {
  // Whoever got at least what the path leads to needs no way there.
  if (!pathTo || path.length === 0 || (final && STRICTNESS[final.outcome] <= STRICTNESS[pathTo])) return null
  return (
    <Section title={`The path to "${OUTCOME_WORDS[pathTo].noun}"`}>
      <p className="max-w-measure">
        With {path.length === 1 ? 'this one change' : `these ${path.length} changes`} the rules would propose to{' '}
        {OUTCOME_WORDS[pathTo].verb}:
      </p>
      <ol className="mt-1 max-w-measure list-decimal space-y-1 pl-6">
        {path.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Section>
  )
}

function Seals({ sealed, assessmentSha256 }: MemoPageProps) {
  if (!sealed) return null
  const seals = [
    ['Questions', sealed.rubricSha256, sealed.rubric],
    ['Answers as submitted', sealed.answersSha256],
    ['Assessment', assessmentSha256],
  ] as const
  return (
    <Section title="Kept unchanged">
      <dl className="grid gap-x-4 gap-y-1 text-xs sm:grid-cols-[auto_1fr]">
        {seals.map(
          ([label, hash, name]) =>
            hash && (
              <div key={label} className="contents">
                <dt className="text-ink-soft">{label}</dt>
                <dd>
                  {name && <span className="block">{name}</span>}
                  <span className="font-mono break-all">{hash}</span>
                </dd>
              </div>
            ),
        )}
      </dl>
    </Section>
  )
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="mt-8">
      <h3 className="mb-2 text-base">{title}</h3>
      {children}
    </section>
  )
}

function worstOf({ levels, line }: MemoPageProps) {
  const [first] = levels
  const worst = first && {
    harm: { code: first.code, name: first.name },
    inherent: first.inherent,
    current: first.current,
    target: first.target,
  }
  const over = levels.filter(({ current }) => levelRank(current) > levelRank(line)).length
  return { worst: worst ?? null, line, over, harms: levels.length }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const plainDay = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number)
  return `${date} ${MONTHS[(month ?? 1) - 1]} ${year}`
}
