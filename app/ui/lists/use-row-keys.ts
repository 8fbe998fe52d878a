import { useEffect, useState } from 'react'

const TYPING = 'input, textarea, select, [contenteditable]'

/**
 * J and K move from row to row, / goes to the search field. The focus moves along, so that Enter opens the row and a screen reader
 * says where it is. @returns the row the keyboard is on
 */
export function useRowKeys(ids: readonly string[], searchId: string): string | undefined {
  const [current, setCurrent] = useState<string>()
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest(TYPING) !== null
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === '/') {
        event.preventDefault()
        document.getElementById(searchId)?.focus()
      }
      const step = { j: 1, k: -1 }[event.key.toLowerCase()]
      if (step === undefined || ids.length === 0) return
      const at = ids.findIndex((id) => rowOf(id)?.contains(document.activeElement))
      const next = ids[Math.min(Math.max(at + step, 0), ids.length - 1)]
      if (next === undefined) return
      setCurrent(next)
      rowOf(next)?.querySelector('a')?.focus()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [ids, searchId])
  return current !== undefined && ids.includes(current) ? current : undefined
}

const rowOf = (id: string) => document.querySelector(`[data-row="${CSS.escape(id)}"]`)
