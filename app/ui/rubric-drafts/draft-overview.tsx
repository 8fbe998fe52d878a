import type { DraftView } from '#app/domain/rubric-versions/index.ts'
import { TextLink } from '#app/ui/kit/text-link.tsx'
import { ChangeGroups } from '#app/ui/rubrics/change-groups.tsx'
import { DraftStep } from './draft-step.tsx'

/** Why there is a new version, what it changes, and whose turn it is. */
export function DraftOverview({ draft }: { draft: DraftView }) {
  const { reason, changes, publication, may, id } = draft
  return (
    <>
      <DraftStep draft={draft} />
      <section aria-labelledby="why" className="mb-8">
        <h2 id="why" className="mb-2 text-lg">
          Why there is a new version
        </h2>
        <p className="max-w-measure whitespace-pre-line">{reason}</p>
        {publication && (
          <p className="mt-3 max-w-measure">
            {publication.who} published it: {publication.reason}
          </p>
        )}
      </section>
      <section aria-labelledby="changes" className="mb-8">
        <h2 id="changes" className="mb-2 text-lg">
          What it changes
        </h2>
        {changes ? <ChangeGroups view={changes} /> : <p>Everything in it is new.</p>}
      </section>
      {may.withdraw && (
        <p data-screen-only="">
          <TextLink to={`/rubrics/drafts/${id}/withdrawal`}>Withdraw this draft</TextLink>
        </p>
      )}
    </>
  )
}
