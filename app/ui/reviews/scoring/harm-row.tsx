import { memo, type ReactNode } from 'react'
import type { ScoreDraft } from '#app/domain/reviews/index.ts'
import type { HarmAssessment, Level } from '#app/rubric/index.ts'
import { type SavePhase, SaveState } from '#app/ui/kit/save-state.tsx'
import { Tag } from '#app/ui/kit/tag.tsx'
import { LevelBadge } from '../level.tsx'
import { LoadLine } from '../load-line.tsx'
import { HarmForm, type ScoreChange } from './harm-form.tsx'
import type { SaveTrouble } from './saves.ts'
import { Settle } from './settle.tsx'

export type Driver = { questionId: string; text: string }

export type HarmRowProps = {
  harm: HarmAssessment
  draft: ScoreDraft
  version: number
  line: Level
  open: boolean
  awake: boolean
  unfolded: boolean
  explaining: boolean
  /** Its level before the key that is still down. */
  was: Level | null
  /** Its level in the round before; null where that round did not have it. */
  before: { round: number; level: Level | null; carried: boolean } | null
  added: boolean
  drivers: readonly Driver[]
  explanation: readonly string[]
  phase: SavePhase | null
  trouble: SaveTrouble | null
  unfinished: boolean
  standing: string | null
  attest: ReactNode
  onChange: ScoreChange
  onUnfold: (unfolded: boolean) => void
  onExplain: (explaining: boolean) => void
  onSettle: (choice: 'mine' | 'theirs') => void
}

/** One harm at the bench: its gauge as a row; unfolded, the answers behind it and what the reviewer makes of them. */
export const HarmRow = memo(
  function HarmRow(props: HarmRowProps) {
    const { harm, unfolded, line, explaining, onUnfold, onExplain } = props
    return (
      <li id={`harm-${harm.code}`} className="scroll-mt-40 border-b border-rule">
        <details open={unfolded} onToggle={(event) => onUnfold(event.currentTarget.open)} className="group">
          <summary
            data-harm={harm.code}
            className="grid list-none gap-x-4 gap-y-1 px-2 py-2 group-open:bg-accent-wash hover:bg-sunk sm:grid-cols-[1fr_auto] [&::-webkit-details-marker]:hidden"
          >
            <HarmTitle {...props} />
            <LoadLine
              size="row"
              harm={harm}
              line={line}
              inherent={harm.inherent.level}
              current={harm.current.level}
              target={harm.target.level}
            />
          </summary>
          <div className="grid gap-6 px-2 pt-3 pb-6">
            <Trouble {...props} />
            <div className="grid gap-6 xl:grid-cols-[22rem_1fr]">
              <LoadLine
                size="full"
                harm={harm}
                line={line}
                inherent={harm.inherent.level}
                current={harm.current.level}
                target={harm.target.level}
              />
              <Drivers {...props} />
            </div>
            <HarmForm {...props} errors={props.trouble?.fields ?? NONE} />
            <details open={explaining} onToggle={(event) => onExplain(event.currentTarget.open)} className="text-sm">
              <summary className="min-h-6 text-accent underline">Explain these levels</summary>
              <ol className="mt-2 max-w-measure list-decimal space-y-1 pl-6">
                {props.explanation.map((step) => (
                  <li key={step}>{step}</li>
                ))}
              </ol>
            </details>
            {props.attest}
          </div>
        </details>
      </li>
    )
  },
  (before, after) =>
    (Object.keys(after) as (keyof HarmRowProps)[]).every(
      (name) => typeof after[name] === 'function' || name === 'attest' || before[name] === after[name],
    ),
)

const NONE = {}

function HarmTitle({ harm, draft, before, was, added, open, unfinished }: HarmRowProps) {
  const scored = draft.confidence !== null && draft.probability !== null
  return (
    <div className="min-w-0">
      <p>
        <span className="mr-1.5 text-sm text-ink-soft tabular-nums">{harm.code}</span>
        <span className="font-medium">{harm.name}</span>
      </p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-soft">
        <span className="tabular-nums">
          Severity {harm.current.severity} · Likelihood {harm.current.likelihood}
        </span>
        {was && was !== harm.current.level && (
          <span className="inline-flex items-center gap-1 text-ink">
            was <LevelBadge level={was} letterOnly /> now <LevelBadge level={harm.current.level} letterOnly />
          </span>
        )}
        {open && !scored && <Tag tone="warning">To score</Tag>}
        {scored && <span>Scored, evidence {draft.confidence}</span>}
        {unfinished && <Tag tone="warning">A reason is missing</Tag>}
        {added && <Tag>Added by the reviewer</Tag>}
        {harm.noMechanism && <Tag>No mechanism, attested</Tag>}
        {before?.level === null && <Tag tone="accent">New since round {before.round}</Tag>}
        {before?.level && before.level !== harm.current.level && (
          <Tag tone="accent">
            Was {before.level} in round {before.round}
          </Tag>
        )}
        {before?.carried && <Tag>Score carried over from round {before.round}</Tag>}
      </p>
    </div>
  )
}

function Drivers({ drivers }: HarmRowProps) {
  return (
    <div className="text-sm">
      <h3 className="font-semibold">The answers behind it</h3>
      {drivers.length === 0 ? (
        <p className="mt-1 text-ink-soft">No answer raises its likelihood; it starts at 1.</p>
      ) : (
        <ul className="mt-1 space-y-1.5">
          {drivers.map(({ questionId, text }) => (
            <li key={questionId}>
              <a href={`#a-${questionId}`} className="text-accent underline hover:text-accent-strong">
                {text}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Trouble({ harm, phase, trouble, standing, unfinished, awake, open, onSettle }: HarmRowProps) {
  if (!open) return null
  if (trouble?.standing)
    return (
      <div role="alert" className="border-l-4 border-bad bg-bad-wash px-4 py-3 text-sm">
        <p className="font-semibold">
          {harm.code} was changed meanwhile, in another window or by somebody else. Nothing was overwritten.
        </p>
        <p className="mt-1">On the server stands: {standing}. On this page stands what you set.</p>
        <Settle awake={awake} onSettle={onSettle} />
      </div>
    )
  return (
    <div className="flex flex-wrap items-center gap-x-3">
      {phase && <SaveState phase={phase} />}
      {unfinished && (
        <p className="text-sm font-semibold text-warn">
          Not saved yet: say why it differs from what the answers suggest.
        </p>
      )}
      {trouble && <p className="text-sm font-semibold text-bad">{trouble.message}</p>}
    </div>
  )
}
