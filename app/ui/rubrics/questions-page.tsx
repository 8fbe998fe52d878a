import type { QuestionView, Reader, SectionView } from '#app/domain/rubric-versions/browse-questions.ts'
import { Disclosure } from '#app/ui/kit/disclosure.tsx'
import { FilterChips } from '#app/ui/kit/filter-chips.tsx'
import { Notice } from '#app/ui/kit/notice.tsx'
import { Tag } from '#app/ui/kit/tag.tsx'
import { ConditionWords, Id } from './condition-words.tsx'
import { Knockout } from './knockout.tsx'
import { count, KIND_WORDS } from './rubric-words.ts'

type QuestionsPageProps = {
  base: string
  sections: readonly SectionView[]
  as: Reader
  mayReadScoring: boolean
  /** Of the texts. */
  language: string
  languages: readonly { code: string; name: string }[]
}

/** The questions of a version in the order in which they are asked, as the answerer or as the reviewer sees them. */
export function QuestionsPage({ base, sections, as, mayReadScoring, language, languages }: QuestionsPageProps) {
  const here = new Set(sections.flatMap(({ questions }) => questions.map(({ id }) => id)))
  const address = (reader: Reader, code: string) => {
    const search = new URLSearchParams()
    if (reader === 'reviewer') search.set('as', 'reviewer')
    if (code !== languages[0]?.code) search.set('lang', code)
    return search.size > 0 ? `${base}?${search}` : base
  }
  return (
    <>
      {mayReadScoring && (
        <FilterChips
          label="Read as"
          chips={[
            { to: address('answerer', language), label: 'Who answers', on: as === 'answerer' },
            { to: address('reviewer', language), label: 'Who reviews', on: as === 'reviewer' },
          ]}
        />
      )}
      {languages.length > 1 && (
        <FilterChips
          label="Language"
          chips={languages.map(({ code, name }) => ({ to: address(as, code), label: name, on: code === language }))}
        />
      )}
      <div className="grid gap-x-12 lg:grid-cols-[15rem_minmax(0,1fr)]">
        <nav
          aria-label="Sections"
          className="mb-8 lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:self-start lg:overflow-y-auto"
        >
          <ul className="border-t border-rule text-sm">
            {sections.map(({ id, title, questions }) => (
              <li key={id} className="border-b border-rule">
                <a
                  href={`#section-${id}`}
                  className="flex min-h-9 items-center justify-between gap-3 px-1 hover:bg-sunk"
                >
                  <span lang={language}>{title}</span>
                  <span className="text-xs text-ink-soft tabular-nums">
                    {questions.length}
                    <span className="sr-only"> {questions.length === 1 ? 'question' : 'questions'}</span>
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="min-w-0 max-w-[46rem]">
          {as === 'reviewer' && (
            <Notice title="What answers do is shown">
              Effects, knock-outs and the reviewer’s own questions are for those who judge. Whoever answers does not see
              them.
            </Notice>
          )}
          <div lang={language}>
            {sections.map((section) => (
              <SectionPart key={section.id} section={section} here={here} language={language} />
            ))}
          </div>
        </div>
      </div>
    </>
  )
}

type PartProps = { here: ReadonlySet<string>; language: string }

function SectionPart({ section, here, language }: PartProps & { section: SectionView }) {
  const { id, title, intro, shown, shows, questions } = section
  return (
    <section aria-labelledby={`section-${id}`} className="mb-12">
      <h2 id={`section-${id}`} tabIndex={-1} className="scroll-mt-4 text-lg">
        {title}
      </h2>
      <p className="text-sm text-ink-soft" lang="en">
        <Id>{id}</Id> · {count(questions.length, 'question')}
      </p>
      {intro && <p className="mt-1 max-w-measure">{intro}</p>}
      <Shown text={shown} here={here} />
      {shows.length > 0 && (
        <p className="mt-1 text-sm text-ink-soft" lang="en">
          Shows what was answered elsewhere:{' '}
          <ConditionWords text={shows.map((one) => `\`${one}\``).join(', ')} here={here} />
        </p>
      )}
      <ol className="mt-4 border-t border-rule">
        {questions.map((question) => (
          <QuestionPart key={question.id} question={question} here={here} language={language} />
        ))}
      </ol>
    </section>
  )
}

function QuestionPart({ question, here, language }: PartProps & { question: QuestionView }) {
  const { id, text, help, example, shown, evidence, refs, scoring } = question
  return (
    <li id={id} tabIndex={-1} className="scroll-mt-4 border-b border-rule py-4 target:bg-accent-wash">
      <h3 className="max-w-measure text-base">{text}</h3>
      <Facts question={question} />
      <Shown text={shown} here={here} />
      <Choices question={question} />
      {evidence && (
        <p className="mt-1 max-w-measure text-sm" lang="en">
          <span className="text-ink-soft">Evidence: </span>
          {evidence}
        </p>
      )}
      {scoring && scoring.effects.length > 0 && (
        <ul className="mt-2 list-disc pl-5 text-sm" lang="en">
          {scoring.effects.map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
      )}
      {scoring?.knockouts.map((knockout) => (
        <Knockout key={knockout.code} knockout={knockout} here={here} />
      ))}
      <div className="mt-2 flex flex-wrap gap-x-6" lang="en">
        <div className="has-[details[open]]:w-full">
          <Disclosure summary="Why we ask">
            <span lang={language}>{help}</span>
          </Disclosure>
        </div>
        <div className="has-[details[open]]:w-full">
          <Disclosure summary="A good answer looks like">
            <span lang={language}>{example}</span>
          </Disclosure>
        </div>
      </div>
      <p className="text-xs text-ink-soft" lang="en">
        Rests on {refs.join(', ')}
      </p>
    </li>
  )
}

function Facts({ question }: { question: QuestionView }) {
  const { id, kind, required, gate, sensitivity, ofReviewer, scoring } = question
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-soft" lang="en">
      <Id>{id}</Id>
      <span>· {KIND_WORDS[kind]}</span>
      <span>· {required ? 'required' : 'optional'}</span>
      {scoring && <span>· {scoring.dimension}</span>}
      {gate && <Tag tone="accent">Gate</Tag>}
      {ofReviewer && <Tag tone="accent">Asked of the reviewer</Tag>}
      {sensitivity !== 'normal' && <Tag tone="warning">{sensitivity === 'sensitive' ? 'Sensitive' : 'Privileged'}</Tag>}
    </p>
  )
}

function Shown({ text, here }: { text: string | null; here: ReadonlySet<string> }) {
  if (!text) return null
  return (
    <p className="mt-1 text-sm" lang="en">
      <span className="text-ink-soft">Shown when </span>
      <ConditionWords text={text} here={here} />
    </p>
  )
}

function Choices({ question }: { question: QuestionView }) {
  const { choices, limits, allowUnknown, allowNa } = question
  const also = [allowUnknown ? '“Not known”' : '', allowNa ? '“Does not apply”' : ''].filter((one) => one !== '')
  return (
    <>
      {choices.length > 0 && (
        <ul className="mt-2 space-y-1">
          {choices.map(({ value, label, hint, does }) => (
            <li key={value} className="border-l-2 border-rule-strong pl-3">
              {label}
              {hint && <span className="block text-sm text-ink-soft">{hint}</span>}
              {does.length > 0 && (
                <span className="block text-sm text-ink-soft tabular-nums" lang="en">
                  {does.join('; ')}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {limits.length > 0 && (
        <p className="mt-2 text-sm" lang="en">
          <ConditionWords text={limits.join('; ')} />
        </p>
      )}
      <p className="mt-1 text-sm text-ink-soft" lang="en">
        {also.length > 0
          ? `${also.join(' and ')} ${also.length > 1 ? 'are' : 'is'} accepted.`
          : 'Only an answer is accepted.'}
      </p>
    </>
  )
}
