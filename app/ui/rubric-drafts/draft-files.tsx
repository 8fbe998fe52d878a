import type { ProposableFile } from '#app/domain/rubric-versions/index.ts'
import { TextLink } from '#app/ui/kit/text-link.tsx'

/** Files of the rubrics folder that nobody has proposed yet: one press takes one over. */
export function DraftFiles({ files, chosen }: { files: readonly ProposableFile[]; chosen: string | null }) {
  if (files.length === 0) return null
  return (
    <section aria-labelledby="files" className="mb-8 max-w-measure">
      <h2 id="files" className="mb-2 text-base font-semibold">
        In the rubrics folder, and not in force here
      </h2>
      <ul className="border-t border-rule">
        {files.map(({ name, key, version }) => (
          <li key={name} className="flex justify-between gap-4 border-b border-rule py-2">
            <code className="text-sm">
              {key}@{version}
            </code>
            {name === chosen ? (
              <span className="text-sm text-ink-soft">taken over below</span>
            ) : (
              <TextLink to={`?${new URLSearchParams({ file: name })}`} className="text-sm">
                Take over this file
                <span className="sr-only">
                  {' '}
                  {key} {version}
                </span>
              </TextLink>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
