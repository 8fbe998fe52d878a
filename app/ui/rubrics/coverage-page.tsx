import type { Coverage, CoveredPart, CoveringQuestion } from '#app/rubric/coverage.ts'
import { PageHeader } from '#app/ui/kit/page-header.tsx'
import { Tag } from '#app/ui/kit/tag.tsx'
import { TextLink } from '#app/ui/kit/text-link.tsx'
import { Id } from './condition-words.tsx'
import { count } from './rubric-words.ts'

/** Which question rests on which practice, factor, article or standard, and what nothing asks about. */
export function CoveragePage({ coverage }: { coverage: readonly Coverage[] }) {
  return (
    <>
      <PageHeader
        title="Coverage"
        trail={[{ to: '/rubrics', label: 'Rubrics' }]}
        lead="What the rubrics in force ask about, by the practices and laws that each question names. It is made from the rubrics each time it is opened."
      />
      <nav aria-label="Frameworks" className="mb-10">
        <ul className="border-t border-rule">
          {coverage.map(({ code, name, noun, parts, gaps }) => (
            <li key={code} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-rule py-2">
              <a href={`#${code}`} className="text-accent underline">
                {name}
              </a>
              <span className="text-sm text-ink-soft tabular-nums">
                {parts.length - gaps.length} of {parts.length} {noun} asked about
              </span>
            </li>
          ))}
        </ul>
      </nav>
      {coverage.map((one) => (
        <FrameworkPart key={one.code} coverage={one} />
      ))}
    </>
  )
}

function FrameworkPart({ coverage: { code, name, noun, note, parts, others, gaps } }: { coverage: Coverage }) {
  return (
    <section aria-labelledby={code} className="mb-12">
      <h2 id={code} tabIndex={-1} className="scroll-mt-4 text-lg">
        {name}
      </h2>
      <p className="max-w-measure">
        {gaps.length === 0
          ? `Every one of the ${parts.length} ${noun} listed is asked about.`
          : `No question names ${gaps.join(', ')}.`}
      </p>
      {note && <p className="max-w-measure text-sm text-ink-soft">{note}</p>}
      <PartsTable caption={`${name}, by code`} parts={parts} />
      {others.length > 0 && (
        <details className="mt-4">
          <summary className="min-h-6 text-sm text-accent underline">
            {count(others.length, 'other code')} that questions name
          </summary>
          <PartsTable caption={`${name}, other codes`} parts={others} />
        </details>
      )}
    </section>
  )
}

function PartsTable({ caption, parts }: { caption: string; parts: readonly CoveredPart[] }) {
  return (
    <table className="mt-3 w-full border-collapse text-left text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b border-rule-strong text-xs text-ink-soft">
          <th scope="col" className="w-24 py-1 pr-3 font-medium sm:w-72">
            Code
          </th>
          <th scope="col" className="py-1 font-medium">
            Questions
          </th>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ code, name, questions }) => (
          <tr key={code} className="border-b border-rule align-top">
            <th scope="row" className="py-2 pr-3 font-normal [overflow-wrap:anywhere]">
              <b className="font-semibold">{code}</b> <span className="max-sm:block">{name}</span>
            </th>
            <td className="py-2">
              {questions.length === 0 ? <Tag tone="warning">Nothing asks</Tag> : <Questions questions={questions} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** More than this many are folded away. */
const OPEN = 3

function Questions({ questions }: { questions: readonly CoveringQuestion[] }) {
  const named = questions.filter(({ id }) => id !== '')
  const reviewers = questions.length - named.length
  const also = reviewers > 0 && (
    <p className="text-ink-soft">
      {named.length > 0 ? 'The reviewer is asked about it too.' : 'The reviewer is asked about it.'}
    </p>
  )
  const list = (
    <ul className="space-y-1">
      {named.map((question) => (
        <li key={`${question.rubric} ${question.id}`}>
          <TextLink to={addressOf(question)}>{question.text}</TextLink>{' '}
          <span className="text-xs text-ink-soft">
            <Id>{`${question.rubric} ${question.id}`}</Id>
          </span>
        </li>
      ))}
    </ul>
  )
  return (
    <>
      {named.length > OPEN ? (
        <details>
          <summary className="min-h-6 text-accent underline">{count(named.length, 'question')}</summary>
          <div className="mt-1">{list}</div>
        </details>
      ) : (
        list
      )}
      {also}
    </>
  )
}

const addressOf = ({ rubric, version, id, ofReviewer }: CoveringQuestion): string =>
  `/rubrics/${rubric}/${version}${ofReviewer ? '?as=reviewer' : ''}#${id}`
