import type { DraftBrief } from '#app/domain/rubric-versions/index.ts'
import { Notice } from '#app/ui/kit/notice.tsx'
import { TextArea } from '#app/ui/kit/text-area.tsx'
import type { Refused } from '#app/ui/kit/whole-form.tsx'
import { FileForm } from './file-form.tsx'

type DraftFileProps = {
  draft: DraftBrief
  source: string
  refused: Refused<Record<string, string>> | undefined
}

/** The text of a draft: its author changes it, others read it. */
export function DraftFile({ draft, source, refused }: DraftFileProps) {
  const { id: draftId, revision, reason, state, may, key, version } = draft
  return (
    <section aria-labelledby="file">
      <h2 id="file" className="mb-4 text-lg">
        The file
      </h2>
      {state === 'published' && (
        <Notice title={`Commit this file as rubrics/${key}/${version}.yaml`}>
          <p>It is in force here. In the rubrics folder it reaches the next installation too; it must stay as it is.</p>
        </Notice>
      )}
      {may.change ? (
        <>
          {state !== 'draft' && (
            <Notice tone="warning" title="A changed text is a draft again">
              <p>What was said and tested was about the text as it is. You would ask and test anew.</p>
            </Notice>
          )}
          <FileForm
            fresh={{ reason, source }}
            changes={{ draftId, revision }}
            button="Save the changed draft"
            refused={refused}
          />
        </>
      ) : (
        <TextArea
          id="source"
          label="The rubric file"
          hint="Whoever proposed it can change it."
          rows={24}
          readOnly
          defaultValue={source}
          className="field-sizing-fixed! font-mono text-xs"
        />
      )}
    </section>
  )
}
