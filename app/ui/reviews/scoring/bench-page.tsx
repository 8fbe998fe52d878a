import { useCallback, useMemo, useState } from 'react'
import {
  type Bench,
  carriedOver,
  gapsOf,
  harmChoices,
  type RefusedAtBench,
  type ScoreDraft,
  UNTOUCHED,
} from '#app/domain/reviews/index.ts'
import { answerText, explainHarm, gatherControls, type HarmAssessment } from '#app/rubric/index.ts'
import { useAwake } from '#app/ui/kit/use-awake.ts'
import { LoadLineKey } from '../load-line-key.tsx'
import { AnswersPane, type Pull } from './answers-pane.tsx'
import { describeDraft } from './describe-draft.ts'
import { type Driver, HarmRow } from './harm-row.tsx'
import { OwnAnswers } from './own-answers.tsx'
import { RefusedNotice } from './refused-notice.tsx'
import { Safeguards } from './safeguards.tsx'
import { AddHarm, Attest, KeysDialog, LockScores } from './scope-forms.tsx'
import { Standing } from './standing.tsx'
import { type BenchViewer, type LiveBench, useBench, useSame } from './use-bench.ts'
import { useBenchKeys } from './use-bench-keys.ts'
import { usePath } from './use-path.ts'
import { VerdictBar, VerdictReasons } from './verdict.tsx'

type BenchPageProps = {
  bench: Bench
  viewer: BenchViewer
  onceKey: string
  /** A form of this page that was refused, with what was typed in it. */
  refused: RefusedAtBench | undefined
}

/** The scoring bench: harms and their levels on one side, the answers on the other, and what they come to always in sight. */
export function BenchPage({ bench, viewer, onceKey, refused }: BenchPageProps) {
  const { review, kept, line, before } = bench
  const awake = useAwake()
  const live = useBench(bench, viewer, refused)
  const { compiled, judged, open } = live
  const search = usePath(compiled, live.input, kept ? kept.path : undefined)
  const [order, setOrder] = useState(() => judged.assessment.harms.map(({ code }) => code))
  const harms = inOrder(judged.assessment.harms, order)
  const resorted = judged.assessment.harms.some(({ code }, at) => code !== harms[at]?.code)
  const choices = useMemo(() => harmChoices(compiled), [compiled])
  const keys = useBenchKeys({ harms, live, first: harms.find(({ code }) => code === refused?.about)?.code })
  const pulls = useSame(useMemo(() => pullsOf(judged.assessment.harms), [judged]))
  const facts = useSame(judged.facts)
  return (
    <>
      {refused && <RefusedNotice refused={refused} open={isOpen(refused, bench, live)} />}
      <Standing bench={bench} timeZone={viewer.timeZone} />
      <div className="grid gap-8 lg:grid-cols-[23rem_minmax(0,1fr)]">
        <div className="min-w-0 lg:col-start-2 lg:row-start-1">
          <VerdictBar
            judged={judged}
            line={line}
            locked={kept !== null}
            was={keys.held?.proposal ?? null}
            phase={live.saves.overall()}
            onResume={() => live.saves.resume()}
            onKeys={() => keys.setHelp(true)}
          />
          <VerdictReasons
            compiled={compiled}
            judged={judged}
            search={search}
            awake={awake}
            escalated={review.state === 'escalated'}
            locked={kept !== null}
          />
          <section aria-labelledby="harms" className="mt-6">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <h2 id="harms" className="text-lg">
                Harms in scope
              </h2>
              {resorted && (
                <button
                  type="button"
                  onClick={() => setOrder(judged.assessment.harms.map(({ code }) => code))}
                  className="min-h-6 text-sm text-accent underline"
                >
                  Sort again, worst first
                </button>
              )}
            </div>
            <div className="my-2">
              <LoadLineKey />
            </div>
            <ol className="border-t border-rule">
              {harms.map((harm) => (
                <LiveHarm
                  key={harm.code}
                  harm={harm}
                  bench={bench}
                  live={live}
                  keys={keys}
                  awake={awake}
                  refused={refused?.about === harm.code ? refused : undefined}
                />
              ))}
            </ol>
            {open && (
              <div className="mt-3">
                <AddHarm
                  harms={compiled.harms.filter(({ code }) => !harms.some((harm) => harm.code === code))}
                  refused={refused?.act === 'add' ? refused : undefined}
                />
              </div>
            )}
          </section>
          <Safeguards
            controls={gatherControls(judged.facts, live.input.scoring)}
            harms={judged.assessment.harms}
            choices={choices}
            live={live}
            awake={awake}
          />
          <OwnAnswers
            questions={judged.facts.visible
              .map(({ question }) => question)
              .filter((question) => question.answered_by === 'reviewer')}
            harms={harms}
            choices={choices}
            timeZone={viewer.timeZone}
            live={live}
            awake={awake}
          />
          {open && (
            <LockScores
              gaps={gapsOf(judged.assessment)}
              onceKey={onceKey}
              unsent={live.saves.unsent}
              flush={() => live.saves.flush()}
              onGap={keys.go}
            />
          )}
        </div>
        <section
          aria-labelledby="answers"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
          tabIndex={0}
          data-answers=""
          className="min-w-0 lg:sticky lg:top-0 lg:col-start-1 lg:row-start-1 lg:max-h-dvh lg:self-start lg:overflow-y-auto lg:border-r lg:border-rule lg:pr-3"
        >
          <h2 id="answers" className="mb-2 text-lg">
            Answers
          </h2>
          <AnswersPane
            compiled={compiled}
            facts={facts}
            harms={choices}
            before={before}
            pulls={pulls}
            current={keys.current}
            askable={review.may.request_changes}
          />
        </section>
      </div>
      <KeysDialog open={keys.help} on={keys.on} onToggle={keys.setOn} onClose={() => keys.setHelp(false)} />
    </>
  )
}

type LiveHarmProps = {
  harm: HarmAssessment
  bench: Bench
  live: LiveBench
  keys: ReturnType<typeof useBenchKeys>
  awake: boolean
  refused: RefusedAtBench | undefined
}

function LiveHarm({ harm: fresh, bench, live, keys, awake, refused }: LiveHarmProps) {
  const harm = useSame(fresh)
  const { code } = harm
  const { compiled, judged, open, drafts, before } = live
  const draft = useSame(drafts[code] ?? UNTOUCHED)
  const stored = bench.scores.harms[code]
  const { phase, trouble, unfinished, version } = live.saves.statusOf(`score:${code}`)
  const explanation =
    bench.kept?.explanation.harms.find((one) => one.code === code)?.steps ??
    explainHarm(compiled, judged.facts, harm).steps
  const theirs = (trouble?.standing?.theirs ?? null) as ScoreDraft | null
  const onSettle = useCallback(
    (choice: 'mine' | 'theirs') => {
      if (choice === 'theirs') live.takeScore(code, theirs ?? UNTOUCHED)
      live.saves.settle(`score:${code}`, choice)
    },
    [live, code, theirs],
  )
  return (
    <HarmRow
      harm={harm}
      draft={draft}
      version={version}
      line={bench.line}
      open={open}
      awake={awake}
      unfolded={keys.current === code}
      explaining={keys.explaining === code}
      was={keys.held?.harm === code ? keys.held.level : null}
      before={useSame(
        bench.before && before
          ? {
              round: bench.before.round,
              level: before.assessment.harms.find((one) => one.code === code)?.current.level ?? null,
              carried: carriedOver(draft, bench.before.scores.harms[code]?.draft),
            }
          : null,
      )}
      added={stored?.added ?? false}
      drivers={useSame(driversOf(live, harm))}
      explanation={useSame(explanation)}
      phase={phase}
      trouble={trouble}
      unfinished={unfinished}
      standing={trouble?.standing ? describeDraft(theirs) : null}
      attest={
        (bench.review.may.attest && bench.kept === null) || stored?.attested ? (
          <Attest
            code={code}
            attested={stored?.attested ?? null}
            refused={refused?.act === 'attest' ? refused : undefined}
          />
        ) : null
      }
      onChange={(change, soon) => live.setScore(harm, change, soon)}
      onUnfold={(unfolded) => keys.unfold(code, unfolded)}
      onExplain={(on) => keys.explain(code, on)}
      onSettle={onSettle}
    />
  )
}

const isOpen = ({ act }: RefusedAtBench, { review, kept }: Bench, { open, answerable }: LiveBench): boolean =>
  act === 'answer' ? answerable : act === 'attest' ? kept === null && review.may.attest : open

/** In the order in which they first stood, so that nothing jumps under a key; new ones come last. */
function inOrder(harms: readonly HarmAssessment[], order: readonly string[]): HarmAssessment[] {
  const place = (code: string) => (order.includes(code) ? order.indexOf(code) : order.length)
  return [...harms].sort((a, b) => place(a.code) - place(b.code))
}

function pullsOf(harms: readonly HarmAssessment[]): Record<string, Pull[]> {
  const pulls: Record<string, Pull[]> = {}
  for (const { code, contributions } of harms)
    for (const { questionId, dL, dS, because } of contributions) {
      pulls[questionId] ??= []
      pulls[questionId].push({ code, dL, dS, unknown: because === 'unknown' })
    }
  return pulls
}

const driversOf = ({ compiled, judged }: LiveBench, harm: HarmAssessment): Driver[] =>
  harm.contributions.map(({ questionId, dL, dS, because }) => {
    const question = compiled.byId.get(questionId)
    const answer = question && answerText(question.question, judged.facts.slots[question.slot])
    const moves = [dL > 0 ? `+${dL} likelihood` : '', dS > 0 ? `+${dS} gravity` : ''].filter(Boolean).join(', ')
    return {
      questionId,
      text: `${question?.question.text ?? questionId} ${answer ?? ''} (${moves || 'in scope'}${because === 'unknown' ? ', because it is not known' : ''})`,
    }
  })
