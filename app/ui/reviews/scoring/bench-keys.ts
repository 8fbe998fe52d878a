export type BenchKey =
  | { do: 'likelihood'; step: number }
  | { do: 'gravity'; step: number }
  | { do: 'move'; by: 1 | -1 }
  | { do: 'explain' }
  | { do: 'help' }

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** What a key means at the bench. Digits go by their place on the keyboard, so that shift works on every layout. */
export function benchKey({ key, code, shiftKey, ctrlKey, metaKey, altKey }: Press): BenchKey | undefined {
  if (ctrlKey || metaKey || altKey) return undefined
  const digit = /^(?:Digit|Numpad)([1-5])$/.exec(code)?.[1]
  if (digit) return { do: shiftKey ? 'gravity' : 'likelihood', step: Number(digit) }
  if (key === '?') return { do: 'help' }
  if (shiftKey) return undefined
  if (key === 'j') return { do: 'move', by: 1 }
  if (key === 'k') return { do: 'move', by: -1 }
  if (key === 'e') return { do: 'explain' }
  return undefined
}

/** Does this element take letters and digits as text? There the keys of the bench do nothing. */
export const takesText = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], dialog') !== null

export const KEYS: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ['J', 'K'], does: 'Next and previous harm' },
  { keys: ['1', '…', '5'], does: 'Set the likelihood of the harm you are on' },
  { keys: ['Shift', '1', '…', '5'], does: 'Set its gravity' },
  { keys: ['E'], does: 'Explain its levels, or fold the explanation away' },
  { keys: ['?'], does: 'Show these keys' },
]
