import type { QuestionNews } from '#app/domain/reviews/move-desk.ts'

/** What differs between two versions, for whoever answers. */
export function News({ news: { added, gone, reworded, changed } }: { news: QuestionNews }) {
  const rows: [string, string[]][] = [
    ['New', added],
    ['Gone', gone],
    ['Worded anew', reworded.map(({ before, after }) => `${after} (before: ${before})`)],
    ['With other choices, limits or explanations', changed],
  ]
  const some = rows.filter(([, texts]) => texts.length > 0)
  if (some.length === 0)
    return <p className="max-w-measure">The questions are the same. How answers are judged may differ.</p>
  return (
    <div className="max-w-measure">
      {some.map(([title, texts]) => (
        <details key={title} className="mb-2 text-sm" open={texts.length <= MOST_OPEN}>
          <summary className="font-semibold">
            {title}: {texts.length} {texts.length === 1 ? 'question' : 'questions'}
          </summary>
          <ul className="mt-1 list-disc pl-5">
            {texts.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </details>
      ))}
    </div>
  )
}

/** A longer list is folded away. */
const MOST_OPEN = 8
