import { useState } from 'react'
import { changeDraftInput, DRAFT_LIMITS, proposeDraftInput } from '#app/domain/rubric-versions/index.ts'
import { Button } from '#app/ui/kit/button.tsx'
import { TextArea } from '#app/ui/kit/text-area.tsx'
import { useAwake } from '#app/ui/kit/use-awake.ts'
import { type Refused, useWholeForm, WholeForm } from '#app/ui/kit/whole-form.tsx'

type FileFormProps = {
  fresh: { source: string; reason: string }
  button: string
  /** Where a draft is changed: which, and the revision that was read. */
  changes?: { draftId: string; revision: number }
  refused: Refused<Record<string, string>> | undefined
}

/** The text of a rubric file and what it is to put right. */
export function FileForm({ fresh, button, changes, refused }: FileFormProps) {
  const form = useWholeForm({
    schema: changes ? changeDraftInput : proposeDraftInput,
    fresh,
    input: (draft) => ({ ...draft, ...changes }),
    refused,
    title: 'Nothing was saved yet',
  })
  return (
    <WholeForm form={form}>
      {changes && <input type="hidden" name="revision" value={changes.revision} />}
      <TextArea
        {...form.field('reason')}
        label="What does this version put right?"
        hint="Whoever is consulted reads this first: what went wrong with the version before, and how this one prevents it."
        maxLength={DRAFT_LIMITS.reason}
      />
      <ChooseFile onText={(text) => form.setValue('source', text, { shouldDirty: true })} />
      <TextArea
        {...form.field('source')}
        label="The rubric file"
        hint="The whole YAML file. It is checked when you send it; what is wrong is named line by line."
        rows={16}
        spellCheck={false}
        autoCapitalize="off"
        className="field-sizing-fixed! font-mono text-xs"
      />
      <Button busy={form.sending}>{button}</Button>
    </WholeForm>
  )
}

/** Reads a file of this computer into the text; there is no such button without JavaScript. */
function ChooseFile({ onText }: { onText: (text: string) => void }) {
  const awake = useAwake()
  const [trouble, setTrouble] = useState('')
  if (!awake) return null
  return (
    <p className="mb-4">
      <label className="block text-sm font-medium" htmlFor="choose-file">
        Choose a file of your computer, or paste its text below
      </label>
      <input
        id="choose-file"
        type="file"
        accept=".yaml,.yml"
        className="mt-1 max-w-full text-sm file:mr-3 file:min-h-9 file:rounded-sm file:border file:border-solid file:border-rule-strong file:bg-sheet file:px-3 file:font-semibold file:text-ink"
        onChange={async ({ target }) => {
          const [file] = target.files ?? []
          if (!file) return
          if (file.size > DRAFT_LIMITS.source) return setTrouble('This file is larger than 256 kB, so it is no rubric.')
          setTrouble('')
          onText(await file.text())
        }}
      />
      {trouble && (
        <span role="alert" className="block text-sm text-bad">
          {trouble}
        </span>
      )}
    </p>
  )
}
