import { type FormEvent, useState } from 'react'
import type { Gap, RefusedAtBench } from '#app/domain/reviews/index.ts'
import { Button } from '#app/ui/kit/button.tsx'
import { Dialog } from '#app/ui/kit/dialog.tsx'
import { Disclosure } from '#app/ui/kit/disclosure.tsx'
import { Kbd } from '#app/ui/kit/kbd.tsx'
import { Select } from '#app/ui/kit/select.tsx'
import { TextArea } from '#app/ui/kit/text-area.tsx'
import { KEYS } from './bench-keys.ts'

/** The same form, if it was just refused. */
type Refused = RefusedAtBench | undefined

/** A harm that no answer brought up. */
export function AddHarm({ harms, refused }: { harms: readonly { code: string; name: string }[]; refused: Refused }) {
  return (
    <Disclosure summary="Add a harm that no answer brought up" open={refused !== undefined}>
      <form method="post">
        <input type="hidden" name="act" value="add" />
        <Select
          id="add-harm"
          name="harm"
          label="Harm"
          prompt="Choose a harm"
          required
          options={harms.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
          defaultValue={refused?.typed.harm}
          error={refused?.fields.harm}
        />
        <TextArea
          id="add-reason"
          name="reason"
          label="Why it belongs here"
          rows={2}
          maxLength={2000}
          required
          defaultValue={refused?.typed.reason}
          error={refused?.fields.reason}
        />
        <Button tone="quiet">Put it in scope</Button>
      </form>
    </Disclosure>
  )
}

/** A lead says that nothing in this launch could bring the harm about. */
export function Attest({ code, attested, refused }: { code: string; attested: string | null; refused: Refused }) {
  if (attested) return <p className="text-sm">A lead attested that no mechanism exists: {attested}</p>
  return (
    <Disclosure summary="Attest that no mechanism exists (lead)" open={refused !== undefined}>
      <form method="post">
        <input type="hidden" name="act" value="attest" />
        <input type="hidden" name="harm" value={code} />
        <TextArea
          id={`attest-${code}`}
          name="reason"
          label={`Why nothing in this launch could bring ${code} about`}
          hint="It counts only while the likelihood is 1, and only for this round."
          rows={2}
          maxLength={2000}
          required
          defaultValue={refused?.typed.reason}
          error={refused?.fields.reason}
        />
        <Button tone="quiet">Attest for {code}</Button>
      </form>
    </Disclosure>
  )
}

type LockProps = {
  gaps: readonly Gap[]
  onceKey: string
  unsent: number
  /** Sends what waits; true when everything is stored. */
  flush: () => Promise<boolean>
  onGap: (code: string) => void
}

/** Locks the scores: what is not scored yet stands here first, each with a way to it. */
export function LockScores({ gaps, onceKey, unsent, flush, onGap }: LockProps) {
  const [held, setHeld] = useState(false)
  const lock = async (event: FormEvent<HTMLFormElement>) => {
    if (unsent === 0) return
    event.preventDefault()
    const form = event.currentTarget
    if (await flush()) form.submit()
    else setHeld(true)
  }
  return (
    <section aria-labelledby="lock" className="mt-10 border border-rule-strong p-4">
      <h2 id="lock" className="text-lg">
        Lock the scores
      </h2>
      {gaps.length > 0 ? (
        <>
          <p className="mt-1">
            {gaps.length} {gaps.length === 1 ? 'harm is' : 'harms are'} not fully scored yet:
          </p>
          <ul className="mt-1 list-disc pl-5 text-sm">
            {gaps.map(({ code, name, missing }) => (
              <li key={code}>
                <a href={`#harm-${code}`} onClick={() => onGap(code)} className="text-accent underline">
                  {code} {name}
                </a>
                : {missing}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <form method="post" onSubmit={lock}>
          <p className="mt-1 max-w-measure">
            Every harm in scope is scored. Locking keeps the scores of this round for ever, with their explanation; then
            the launch waits for a decision.
          </p>
          <input type="hidden" name="act" value="lock" />
          <input type="hidden" name="onceKey" value={onceKey} />
          <div className="mt-3">
            <Button>Lock the scores</Button>
          </div>
          {held && unsent > 0 && (
            <p role="alert" className="mt-2 text-sm font-semibold text-bad">
              Something is not saved yet: a reason is missing, or the network is away. Nothing was locked.
            </p>
          )}
        </form>
      )}
    </section>
  )
}

type KeysDialogProps = { open: boolean; on: boolean; onToggle: (on: boolean) => void; onClose: () => void }

export function KeysDialog({ open, on, onToggle, onClose }: KeysDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Keys at the bench"
      actions={
        <Button type="button" onClick={onClose}>
          Close
        </Button>
      }
    >
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 text-sm">
        {KEYS.map(({ keys, does }) => (
          <div key={does} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-sm text-ink-soft">They do nothing while you type in a field.</p>
      <label className="mt-3 flex min-h-6 items-center gap-2 text-sm">
        <input type="checkbox" checked={on} onChange={(event) => onToggle(event.target.checked)} className="size-5" />
        Use these keys on this page
      </label>
    </Dialog>
  )
}
