import { useEffect, useRef } from 'react'
import type { FieldPath, FieldPathValue, FieldValues, UseFormReturn } from 'react-hook-form'

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
type Early = { control: Control; value: string; checked: boolean }

/**
 * `register`, keeping what somebody typed or chose before the page came alive: the library puts its own values into the fields when
 * it first sees them.
 */
export function useTypedEarly<Draft extends FieldValues>({
  register,
  setValue,
}: Pick<UseFormReturn<Draft>, 'register' | 'setValue'>) {
  const early = useRef<Map<FieldPath<Draft>, Early[]> | null>(new Map())
  useEffect(() => {
    for (const [name, found] of early.current ?? []) {
      const typed = typedIn(found)
      if (typed !== undefined) setValue(name, typed as FieldPathValue<Draft, FieldPath<Draft>>)
    }
    early.current = null
  }, [setValue])

  return (name: FieldPath<Draft>) => {
    const { ref, ...registered } = register(name)
    return {
      ...registered,
      ref(control: Control | null) {
        if (control && early.current) {
          const checked = control instanceof HTMLInputElement && control.checked
          const others = early.current.get(name) ?? []
          early.current.set(name, [...others, { control, value: control.value, checked }])
        }
        ref(control)
      },
    }
  }
}

/** What stood in the fields of one name; undefined where the library has changed nothing. */
function typedIn(found: readonly Early[]): unknown {
  const [{ control, value } = {}] = found
  if (!control) return undefined
  if (control instanceof HTMLInputElement && (control.type === 'radio' || control.type === 'checkbox')) {
    const isUntouched = found.every((one) => (one.control as HTMLInputElement).checked === one.checked)
    if (isUntouched) return undefined
    const chosen = found.filter(({ checked }) => checked).map((one) => one.value)
    return control.type === 'checkbox' ? chosen : chosen[0]
  }
  return control.value === value ? undefined : value
}
