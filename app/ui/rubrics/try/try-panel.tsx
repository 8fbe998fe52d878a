import { useDeferredValue, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { type ReadScenario, splitGiven, type TryView } from '#app/domain/rubric-versions/try.ts'
import { compileRubric } from '#app/rubric/compile.ts'
import { evaluate } from '#app/rubric/evaluate.ts'
import { Button } from '#app/ui/kit/button.tsx'
import { watchPresses } from '#app/ui/reviews/questions/after-press.ts'
import { DeskContext } from '#app/ui/reviews/questions/desk.ts'
import { Question } from '#app/ui/reviews/questions/question.tsx'
import { usePath } from '#app/ui/reviews/scoring/use-path.ts'
import { GivenQuestion } from './given-question.tsx'
import { Result, ResultLine } from './result.tsx'
import { ScenarioPicker } from './scenario-picker.tsx'
import { TrySections } from './sections.tsx'
import { createTryDesk, GIVEN_SECTION, type TryDesk } from './try-desk.ts'

type Loaded = Extract<ReadScenario, { ok: true }>
type Round = { number: number; desk: TryDesk; scenario: Loaded | null }

const UNSCORED = {}

/** Questions on one side, what comes of the answers on the other; the engine runs here. */
export default function TryPanel({ view, base }: { view: TryView; base: string }) {
  const compiled = useMemo(() => compileRubric(view.rubric, view.taxonomy, view.table ?? undefined), [view])
  const [round, setRound] = useState<Round>(() => ({ number: 0, desk: createTryDesk(compiled, {}), scenario: null }))
  const { desk, scenario } = round
  const begin = (next: Loaded | null) =>
    setRound({
      number: round.number + 1,
      desk: createTryDesk(compiled, { ...next?.given, ...next?.answers }),
      scenario: next,
    })
  const all = useDeferredValue(useSyncExternalStore(desk.subscribe, desk.all))
  const input = useMemo(
    () => ({
      ...splitGiven(all, compiled),
      scoring: scenario?.scoring ?? UNSCORED,
      openConditions: scenario?.openConditions ?? 0,
    }),
    [all, compiled, scenario],
  )
  const evaluation = useMemo(() => evaluate(compiled, input), [compiled, input])
  const search = usePath(compiled, input, compiled.rubric.decision ? undefined : null)
  const [chosen, setChosen] = useState(desk.sections[0]?.id ?? '')
  const [wanted, setWanted] = useState<string>()
  const visible = new Set(evaluation.facts.visible.map(({ question }) => question.id))
  const shown = desk.sections.filter(
    ({ id, questions }) => id === GIVEN_SECTION || questions.some((question) => visible.has(question.id)),
  )
  const section = shown.find(({ id }) => id === chosen) ?? shown[0]
  const next = shown[shown.findIndex(({ id }) => id === section?.id) + 1]
  const heading = useRef<HTMLHeadingElement>(null)
  const open = (id: string) => {
    setChosen(id)
    setWanted(undefined)
    requestAnimationFrame(() => heading.current?.focus())
  }
  const goTo = (questionId: string) => {
    setChosen(desk.sections.find(({ questions }) => questions.some(({ id }) => id === questionId))?.id ?? chosen)
    setWanted(questionId)
  }
  useEffect(watchPresses, [])
  useEffect(() => {
    if (wanted === undefined) return
    const field = document.getElementById(wanted)
    field?.scrollIntoView({ block: 'center' })
    field?.focus({ preventScroll: true })
    setWanted(undefined)
  }, [wanted])
  return (
    <DeskContext.Provider value={desk}>
      <ScenarioPicker
        scenarios={view.scenarios}
        base={base}
        loaded={scenario}
        onLoad={begin}
        onReset={() => begin(null)}
      />
      <ResultLine evaluation={evaluation} />
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[12rem_minmax(0,1fr)_21rem]">
        <TrySections
          sections={shown}
          current={section?.id}
          hidden={desk.sections.length - shown.length}
          {...{ evaluation, all }}
          onOpen={open}
        />
        <form
          key={`${round.number} ${section?.id}`}
          noValidate
          onSubmit={(event) => event.preventDefault()}
          className="min-w-0 max-w-measure"
        >
          {section && (
            <>
              <h2 ref={heading} tabIndex={-1} className="text-lg">
                {section.title}
              </h2>
              {section.intro && <p className="mt-1 text-ink-soft">{section.intro}</p>}
              <div className="mt-6">
                {section.questions.map((question) =>
                  section.id === GIVEN_SECTION ? (
                    <GivenQuestion key={question.id} question={question} />
                  ) : (
                    <div key={question.id}>
                      {question.answered_by === 'reviewer' && visible.has(question.id) && (
                        <p className="text-xs font-semibold text-accent">Asked of the reviewer</p>
                      )}
                      <Question question={question} closed={false} />
                    </div>
                  ),
                )}
              </div>
              {next && (
                <Button type="button" tone="quiet" onClick={() => open(next.id)}>
                  Go on to “{next.title}”
                </Button>
              )}
            </>
          )}
        </form>
        <Result {...{ compiled, evaluation, search, scenario, onGoTo: goTo }} given={input.given} />
      </div>
    </DeskContext.Provider>
  )
}
