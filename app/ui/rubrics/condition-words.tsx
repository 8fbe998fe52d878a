import { Fragment } from 'react'

type ConditionWordsProps = {
  text: string
  /** Ids of questions on this page: those become links to them. */
  here?: ReadonlySet<string>
}

/** A condition in words. The ids in it stand in backticks; one that is on the page leads there. */
export function ConditionWords({ text, here }: ConditionWordsProps) {
  return text.split('`').map((part, at) => {
    // The same words may come twice, and never change places.
    const key = `${at} ${part}`
    if (at % 2 === 0) return <Fragment key={key}>{part}</Fragment>
    return here?.has(part) ? (
      <a key={key} href={`#${part}`} className="break-words text-accent underline">
        <Id>{part}</Id>
      </a>
    ) : (
      <Id key={key}>{part}</Id>
    )
  })
}

/** A stable id. */
export function Id({ children }: { children: string }) {
  return <code className="font-mono text-[0.92em] break-words">{children}</code>
}
