import { memo } from 'react'
import type { HarmChoices } from '#app/domain/reviews/index.ts'
import type { Answer, Answers, CompiledRubric, Facts, Question, Section } from '#app/rubric/index.ts'
import { answerText, canonicalJson, splitEvidence } from '#app/rubric/index.ts'
import { Tag } from '#app/ui/kit/tag.tsx'
import { AnswerView } from '../answer-view.tsx'
import { NoEvidence } from '../evidence-view.tsx'

/** Which harms an answer moves, and by how much. */
export type Pull = { code: string; dL: number; dS: number; unknown: boolean }

type AnswersPaneProps = {
  compiled: CompiledRubric
  facts: Facts
  harms: HarmChoices
  /** The round before, to mark what is different now. */
  before: { round: number; answers: Answers } | null
  pulls: Readonly<Record<string, readonly Pull[]>>
  /** The harm at hand: its answers stand out. */
  current: string | undefined
  /** Questions can be opened again from here. */
  askable: boolean
}

/** The answers by section, those that count towards a harm marked with what they do. */
export const AnswersPane = memo(function AnswersPane(props: AnswersPaneProps) {
  const { facts, askable } = props
  const sections = new Map<Section, Question[]>()
  for (const { question, section } of facts.visible) {
    if (question.answered_by !== 'submitter') continue
    sections.set(section, [...(sections.get(section) ?? []), question])
  }
  return (
    <>
      {[...sections].map(([section, questions]) => (
        <AnswerSection key={section.id} section={section} questions={questions} {...props} />
      ))}
      {askable && (
        <form
          id="ask-changes"
          method="get"
          action="changes"
          className="sticky bottom-0 border-t border-rule bg-paper py-2"
        >
          <button
            type="submit"
            className="min-h-9 rounded-sm border border-rule-strong bg-sheet px-3 text-sm font-semibold hover:border-ink"
          >
            Request changes to the marked answers
          </button>
        </form>
      )}
    </>
  )
})

function AnswerSection({
  section,
  questions,
  ...pane
}: AnswersPaneProps & { section: Section; questions: Question[] }) {
  const counting = questions.filter(({ id }) => pane.pulls[id]).length
  const unknown = questions.filter(({ id }) => pane.facts.unknown.includes(id)).length
  const unproven = questions.filter(({ id }) => pane.facts.unproven.includes(id)).length
  return (
    <details open className="mb-3">
      <summary className="min-h-8 border-b border-rule-strong py-1">
        <h3 className="inline text-sm">{section.title}</h3>{' '}
        <span className="text-xs text-ink-soft">
          {[
            counting > 0 ? `${counting} ${counting === 1 ? 'counts' : 'count'}` : '',
            unknown > 0 ? `${unknown} not known` : '',
            unproven > 0 ? `${unproven} without evidence` : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </summary>
      <dl>
        {questions.map((question) => (
          <AnswerRow key={question.id} question={question} {...pane} />
        ))}
      </dl>
    </details>
  )
}

function AnswerRow({ question, ...pane }: AnswersPaneProps & { question: Question }) {
  const { facts, compiled, harms, pulls, current, before, askable } = pane
  const answer = facts.slots[compiled.slotOf(question.id)]
  const pull = pulls[question.id]
  const drives = current !== undefined && pull?.some(({ code }) => code === current)
  const was = before?.answers[question.id]
  const changed = before !== null && canonicalJson(was ?? null) !== canonicalJson(answer ?? null)
  const fired = facts.knockouts.filter((one) => one.questionId === question.id)
  return (
    <div
      id={`a-${question.id}`}
      tabIndex={-1}
      className={`scroll-mt-4 border-b border-rule py-2 pr-1 text-sm target:bg-accent-wash ${drives ? 'border-l-4 border-l-accent bg-accent-wash pl-2' : 'pl-3'}`}
    >
      <dt className="text-ink-soft">{question.text}</dt>
      <dd className="mt-0.5 overflow-hidden">
        <AnswerView question={question} answer={answer} harms={harms} />
        {facts.unproven.includes(question.id) && <NoEvidence />}
      </dd>
      {fired.map(({ knockout }) => (
        <dd key={knockout.code} className="mt-1 font-semibold">
          {knockout.action === 'block' ? 'Blocks: ' : 'Escalates: '}
          {knockout.reason}
        </dd>
      ))}
      {changed && (
        <dd className="mt-1">
          <Tag tone="accent">{was ? `Changed since round ${before.round}` : `New since round ${before.round}`}</Tag>
          {was && <span className="ml-2 text-xs text-ink-soft">before: {beforeText(question, was, answer)}</span>}
        </dd>
      )}
      <dd className="mt-1 flex flex-wrap items-center justify-between gap-x-3 text-xs">
        <span className="flex flex-wrap gap-x-2">
          {pull?.map(({ code, dL, dS }) => (
            <a key={code} href={`#harm-${code}`} className="text-accent underline">
              {code} {moves(dL, dS)}
            </a>
          ))}
        </span>
        {askable && (
          <label className="inline-flex min-h-6 items-center gap-1.5 text-ink-soft">
            <input type="checkbox" name="q" value={question.id} form="ask-changes" className="size-4" />
            Ask to change<span className="sr-only">: {question.text}</span>
          </label>
        )}
      </dd>
    </div>
  )
}

/** What it was, and what stood beside it where only that is different now. */
function beforeText(question: Question, was: Answer, answer: Answer | undefined): string {
  const [before, now] = [splitEvidence(was), splitEvidence(answer)]
  if (canonicalJson(before.alone ?? null) !== canonicalJson(now.alone ?? null)) return answerText(question, was)
  return before.evidence ? `evidence: ${before.evidence.map(({ label }) => label).join(', ')}` : 'no evidence'
}

const moves = (dL: number, dS: number): string =>
  [dL > 0 ? `+${dL} likelihood` : '', dS > 0 ? `+${dS} gravity` : ''].filter(Boolean).join(', ') || 'in scope'
