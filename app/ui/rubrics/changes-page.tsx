import { Form } from '@remix-run/react'
import type { ChangesView } from '#app/domain/rubric-versions/browse-changes.ts'
import type { Bump } from '#app/rubric/diff/kinds.ts'
import { Button } from '#app/ui/kit/button.tsx'
import { EmptyState } from '#app/ui/kit/empty-state.tsx'
import { Notice } from '#app/ui/kit/notice.tsx'
import { ChangeGroups } from './change-groups.tsx'
import { count } from './rubric-words.ts'

type ChangesPageProps = { changes: ChangesView | null; others: readonly string[]; version: string }

/** What differs between two versions, by stable id, and the step of the version number that it takes. */
export function ChangesPage({ changes, others, version }: ChangesPageProps) {
  if (others.length === 0)
    return (
      <EmptyState title="This is the only version">
        As soon as another one is published, what it changes is listed here.
      </EmptyState>
    )
  return (
    <div className="max-w-[46rem]">
      <Form method="get" className="mb-6 flex flex-wrap items-end gap-3">
        <label className="text-sm">
          <span className="mb-1 block font-semibold">Compare {version} with</span>
          <select
            name="from"
            defaultValue={changes?.from ?? others[0]}
            key={changes?.from}
            className="h-9 rounded-sm border border-rule-strong bg-sheet px-2"
          >
            {others.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <Button tone="quiet">Compare the versions</Button>
      </Form>
      {changes ? <Comparison changes={changes} /> : <First />}
    </div>
  )
}

const First = () => (
  <EmptyState title="This is the first version">
    Nothing came before it. Choose a later one to compare it with.
  </EmptyState>
)

function Comparison({ changes }: { changes: ChangesView }) {
  const { from, to, groups, required, actual, problem, publicOnly } = changes
  return (
    <>
      <p className="mb-2">
        From {from} to {to}: {groups.length === 0 ? 'nothing differs' : sayCounts(groups)}.
        {required && ` This takes a ${required} step; ${sayStep(actual)}.`}
      </p>
      {problem && (
        <Notice tone="warning" title={problem.message}>
          {problem.remedy}
        </Notice>
      )}
      {publicOnly && (
        <p className="mb-4 text-sm text-ink-soft">
          How answers are scored is left out: reviewers, leads, the council and auditors see those changes too.
        </p>
      )}
      <ChangeGroups view={changes} />
    </>
  )
}

const sayStep = (actual: Bump | null): string =>
  actual ? `the version number takes a ${actual} one` : 'the version number goes backwards'

const sayCounts = (groups: ChangesView['groups']): string =>
  groups.map((group) => `${count(group.changes.length, `${group.class} change`)}`).join(', ')
