import { type ReactNode, useEffect, useId, useRef } from 'react'

type DialogProps = { open: boolean; onClose: () => void; title: string; children: ReactNode; actions?: ReactNode }

/** The native dialog: the browser keeps focus inside, Escape closes, focus returns. */
export function Dialog({ open, onClose, title, children, actions }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = box.current
    if (!dialog) return
    if (open && !dialog.open) dialog.showModal()
    if (!open && dialog.open) dialog.close()
  }, [open])
  return (
    <dialog
      ref={box}
      aria-labelledby={id}
      onClose={onClose}
      className="m-auto w-full max-w-measure border border-rule-strong bg-sheet p-6 text-ink"
    >
      <h2 id={id} className="mb-3 text-lg">
        {title}
      </h2>
      {children}
      {actions && <div className="mt-6 flex flex-wrap gap-2">{actions}</div>}
    </dialog>
  )
}
