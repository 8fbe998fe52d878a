import { useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'
import type { DraftBacktest } from '#app/domain/reviews/draft-backtest.ts'
import type { DraftBrief } from '#app/domain/rubric-versions/index.ts'
import { startBacktestInput } from '#app/domain/rubric-versions/index.ts'
import { Button } from '#app/ui/kit/button.tsx'
import { EmptyState } from '#app/ui/kit/empty-state.tsx'
import { Moment } from '#app/ui/kit/moment.tsx'
import { Notice } from '#app/ui/kit/notice.tsx'
import { Progress } from '#app/ui/kit/progress.tsx'
import { type Refused, useWholeForm, WholeForm } from '#app/ui/kit/whole-form.tsx'
import { BacktestFindings } from './backtest-findings.tsx'

type BacktestPageProps = {
  draft: DraftBrief
  /** Null where there is none yet, or where this person may not see how answers are scored. */
  found: DraftBacktest | null
  zone: string
  refused: Refused<Record<string, string>> | undefined
}

/** A draft over all decided reviews: what would come out differently, and the way to run it again. */
export function BacktestPage({ draft, found, zone, refused }: BacktestPageProps) {
  const { backtest, run, may } = draft
  const running = run?.state === 'running'
  return (
    <section aria-labelledby="backtest">
      <h2 id="backtest" className="mb-2 text-lg">
        Back-test
      </h2>
      <p className="mb-6 max-w-measure">
        It replays every decided review with this version and its stored answers. What was never asked counts as
        unknown. A version is published only after the back-test of exactly its text.
      </p>
      {running && <Waiting done={run.done} total={run.total} />}
      {run?.state === 'lost' && (
        <Notice tone="warning" title="The last run was interrupted">
          <p>The server it ran on was stopped. Nothing was kept; run it again.</p>
        </Notice>
      )}
      {run?.state === 'failed' && (
        <Notice tone="warning" title="The last run gave no result">
          <p>{run.failure}</p>
        </Notice>
      )}
      {backtest && !backtest.ofThisText && (
        <Notice tone="warning" title="The text was changed since">
          <p>What follows was found with an earlier text. Run the back-test again before it can be published.</p>
        </Notice>
      )}
      {backtest && (
        <p className="mb-6">
          {backtest.flips} of {backtest.reviews} decided {backtest.reviews === 1 ? 'review' : 'reviews'} would come out
          differently. {backtest.who} ran it, <Moment at={backtest.at} zone={zone} />.
        </p>
      )}
      {!may.read_scoring && (
        <EmptyState title="What it found is not open to everybody">
          It tells how answers are scored. Reviewers, leads, the council and auditors read it.
        </EmptyState>
      )}
      {may.read_scoring && !backtest && !running && (
        <EmptyState title="It was not run yet">
          {may.backtest ? 'It takes seconds for hundreds of reviews.' : 'A reviewer or a lead runs it.'}
        </EmptyState>
      )}
      {found && <BacktestFindings found={found} />}
      {may.backtest && !running && <RunForm key={draft.revision} draft={draft} refused={refused} />}
    </section>
  )
}

/** Looks again every second; without JavaScript the page loads itself anew. */
function Waiting({ done, total }: { done: number; total: number }) {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    const timer = setInterval(revalidate, 1_000)
    return () => clearInterval(timer)
  }, [revalidate])
  return (
    <div role="status" className="mb-6">
      <noscript>
        <meta httpEquiv="refresh" content="3" />
      </noscript>
      {total > 0 ? <Progress done={done} total={total} label="reviews replayed" /> : <p>The reviews are being read.</p>}
    </div>
  )
}

function RunForm({ draft, refused }: Pick<BacktestPageProps, 'draft' | 'refused'>) {
  const { id: draftId, revision, state, backtest } = draft
  const form = useWholeForm({
    schema: startBacktestInput,
    fresh: {},
    input: () => ({ draftId, revision }),
    refused,
    title: 'This was not done',
  })
  return (
    <WholeForm form={form} className="mt-8 max-w-measure">
      <input type="hidden" name="revision" value={revision} />
      {state === 'in_consultation' && (
        <p className="mb-4">
          After it the consultation is over: the draft waits for a lead. Remarks can still be added until it is
          published.
        </p>
      )}
      <Button tone={backtest?.ofThisText ? 'quiet' : 'primary'} busy={form.sending}>
        {backtest ? 'Run the back-test again' : 'Run the back-test'}
      </Button>
    </WholeForm>
  )
}
