import type { KnockoutView } from '#app/domain/rubric-versions/browse-questions.ts'
import { ConditionWords, Id } from './condition-words.tsx'

/** A knock-out: what it does, when, what is said then, and the way out. */
export function Knockout({ knockout, here }: { knockout: KnockoutView; here?: ReadonlySet<string> }) {
  const { code, does, when, reason, remedy } = knockout
  return (
    <div lang="en" className="mt-3 max-w-measure border-l-4 border-bad bg-bad-wash px-4 py-2 text-sm">
      <p className="font-semibold">
        {does} <span className="font-normal text-ink-soft">· knock-out</span> <Id>{code}</Id>
      </p>
      <p className="mt-1">
        <span className="text-ink-soft">When </span>
        <ConditionWords text={when} {...(here && { here })} />
      </p>
      <p className="mt-1">{reason}</p>
      <p className="mt-1">
        <span className="text-ink-soft">Way out: </span>
        {remedy}
      </p>
    </div>
  )
}
