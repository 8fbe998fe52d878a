import type { ChangeLine, ChangesView } from '#app/domain/rubric-versions/browse-changes.ts'
import type { ChangeClass } from '#app/rubric/diff/kinds.ts'
import { ConditionWords, Id } from './condition-words.tsx'

const CLASS_WORDS: Readonly<Record<ChangeClass, { title: string; says: string }>> = {
  breaking: { title: 'Breaking', says: 'Answers that were given before no longer fit.' },
  behavioural: { title: 'Behavioural', says: 'Other questions are asked, or answers come out differently.' },
  wording: { title: 'Wording', says: 'Only words, order or references differ.' },
}

/** The differences of two versions by class, the gravest first, each with its id and the step of the version number that it takes. */
export function ChangeGroups({ view }: { view: Pick<ChangesView, 'groups'> }) {
  return view.groups.map((group) => (
    <section key={group.class} aria-labelledby={`class-${group.class}`} className="mb-8">
      <h3 id={`class-${group.class}`} className="text-base">
        {CLASS_WORDS[group.class].title} <span className="font-normal text-ink-soft">{group.changes.length}</span>
      </h3>
      <p className="mb-2 text-sm text-ink-soft">{CLASS_WORDS[group.class].says}</p>
      <ol className="border-t border-rule">
        {group.changes.map((change) => (
          <Change key={`${change.path} ${change.id} ${change.sentence}`} change={change} />
        ))}
      </ol>
    </section>
  ))
}

function Change({ change: { id, path, sentence, means, bump, from, to } }: { change: ChangeLine }) {
  return (
    <li className="border-b border-rule py-3">
      <p className="break-words">
        <ConditionWords text={sentence} />
      </p>
      <p className="mt-1 text-sm text-ink-soft">
        <Id>{id}</Id> · {bump} step · {means}
      </p>
      {(from || to) && (
        <details className="mt-1 text-sm">
          <summary className="min-h-6 text-accent underline">
            Before and after<span className="sr-only">, {path}</span>
          </summary>
          <dl className="mt-1 grid gap-x-4 gap-y-2 sm:grid-cols-2">
            <Text title="Before" text={from} />
            <Text title="After" text={to} />
          </dl>
        </details>
      )}
    </li>
  )
}

function Text({ title, text }: { title: string; text: string }) {
  return (
    <div className="min-w-0 border-l-2 border-rule-strong pl-3">
      <dt className="text-xs text-ink-soft">{title}</dt>
      <dd className="break-words whitespace-pre-line">{text || <span className="text-ink-soft">Nothing</span>}</dd>
    </div>
  )
}
