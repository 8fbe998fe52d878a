import { Form } from '@remix-run/react'
import type { AnswerChange, TextPart } from '#app/domain/reviews/index.ts'
import { Button } from '#app/ui/kit/button.tsx'
import { EmptyState } from '#app/ui/kit/empty-state.tsx'
import { CONTROL } from '#app/ui/kit/field.tsx'
import { Moment } from '#app/ui/kit/moment.tsx'
import { Tag, type TagTone } from '#app/ui/kit/tag.tsx'

type Round = { round: number; by: string; at: string; sha256: string; rubric: string; rubricSha256: string }

type RoundsPageProps = {
  rounds: readonly Round[]
  from: number | null
  to: number | null
  changes: readonly AnswerChange[]
  viewer: { timeZone: string }
}

const IS: Readonly<Record<AnswerChange['is'], { word: string; tone: TagTone }>> = {
  added: { word: 'Added', tone: 'good' },
  changed: { word: 'Changed', tone: 'accent' },
  removed: { word: 'Removed', tone: 'warning' },
}

/** The answers of two rounds side by side: what was added, changed and removed. */
export function RoundsPage({ rounds, from, to, changes, viewer }: RoundsPageProps) {
  if (rounds.length === 0) return <EmptyState title="Nothing was submitted yet" />
  const shown = rounds.filter(({ round }) => round === from || round === to)
  return (
    <>
      <h2 className="mb-2 text-lg">Submitted rounds</h2>
      <ol className="mb-6 max-w-measure border-t border-rule text-sm">
        {rounds.map((one) => (
          <li key={one.round} className="border-b border-rule py-2">
            <b className="font-semibold">Round {one.round}</b>: submitted by {one.by},{' '}
            <Moment at={one.at} zone={viewer.timeZone} />
            <span className="block text-xs break-all text-ink-soft">
              {one.rubric} · answers kept as <code className="font-mono">{one.sha256}</code>
            </span>
          </li>
        ))}
      </ol>
      {rounds.length === 1 || from === null || to === null || from >= to ? (
        <p>
          {rounds.length === 1
            ? 'There is one round so far; nothing to compare.'
            : 'Choose an earlier round to compare with.'}
        </p>
      ) : (
        <>
          <h2 className="text-lg">
            {changes.length} {changes.length === 1 ? 'answer differs' : 'answers differ'} between round {from} and {to}
          </h2>
          <Changes changes={changes} rounds={shown} />
        </>
      )}
      {rounds.length > 2 && <Chooser rounds={rounds} from={from} to={to} />}
    </>
  )
}

function Chooser({ rounds, from, to }: Pick<RoundsPageProps, 'rounds' | 'from' | 'to'>) {
  const select = (name: string, label: string, chosen: number | null) => (
    <label className="text-sm">
      {label}
      <select name={name} defaultValue={chosen ?? ''} className={`${CONTROL} ml-2 inline-block h-9 w-auto`}>
        {rounds.map(({ round }) => (
          <option key={round} value={round}>
            Round {round}
          </option>
        ))}
      </select>
    </label>
  )
  return (
    <Form method="get" className="mt-8 flex flex-wrap items-center gap-4">
      {select('from', 'Compare', from)}
      {select('to', 'with', to)}
      <Button tone="quiet">Compare</Button>
    </Form>
  )
}

function Changes({ changes, rounds }: { changes: readonly AnswerChange[]; rounds: readonly Round[] }) {
  const [before, after] = rounds
  return (
    <ul className="mt-3">
      {changes.map((change) => (
        <li key={change.questionId} className="border-t border-rule py-4">
          <p className="text-xs text-ink-soft">{change.section}</p>
          <h3 className="text-base font-medium">
            {change.question} <Tag tone={IS[change.is].tone}>{IS[change.is].word}</Tag>
          </h3>
          <div className="mt-2 grid gap-x-6 gap-y-2 text-sm md:grid-cols-2">
            <Side label={`Round ${before?.round}`} text={change.before} parts={change.parts} leaveOut="new" />
            <Side label={`Round ${after?.round}`} text={change.after} parts={change.parts} leaveOut="gone" />
          </div>
        </li>
      ))}
    </ul>
  )
}

type SideProps = { label: string; text: string; parts: TextPart[] | null; leaveOut: 'new' | 'gone' }

function Side({ label, text, parts, leaveOut }: SideProps) {
  return (
    <div className="min-w-0 border-l-2 border-rule-strong pl-3">
      <p className="text-xs text-ink-soft">{label}</p>
      {text === '' ? (
        <p className="text-ink-soft">Not answered</p>
      ) : (
        <p className="whitespace-pre-line">
          {(parts ?? [{ is: 'same' as const, text }])
            .filter(({ is }) => is !== leaveOut)
            .map((part, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: stretches of one text have no other name
              <Part key={at} {...part} />
            ))}
        </p>
      )}
    </div>
  )
}

function Part({ is, text }: TextPart) {
  if (is === 'gone') return <del className="bg-warn-wash decoration-warn decoration-2">{text}</del>
  if (is === 'new') return <ins className="bg-good-wash decoration-good decoration-2">{text}</ins>
  return text
}
