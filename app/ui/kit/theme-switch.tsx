import { Form, useLocation } from '@remix-run/react'

export type Theme = 'light' | 'dark' | 'system'

const THEMES: readonly { value: Theme; label: string }[] = [
  { value: 'light', label: 'Day' },
  { value: 'dark', label: 'Night' },
  { value: 'system', label: 'Auto' },
]

/** Three buttons in a plain form: posts `theme` and `returnTo` to `action`, with or without JavaScript. */
export function ThemeSwitch({ action, theme }: { action: string; theme: Theme }) {
  const { pathname, search } = useLocation()
  return (
    <Form method="post" action={action} navigate={false} data-screen-only="">
      <input type="hidden" name="returnTo" value={pathname + search} />
      <fieldset className="flex">
        <legend className="sr-only">Colours</legend>
        {THEMES.map(({ value, label }) => (
          <button
            key={value}
            type="submit"
            name="theme"
            value={value}
            aria-pressed={value === theme}
            className="-ml-px h-7 border border-rule-strong px-2 text-xs text-ink-soft first:ml-0 hover:text-ink aria-pressed:bg-ink aria-pressed:font-semibold aria-pressed:text-paper"
          >
            {label}
          </button>
        ))}
      </fieldset>
    </Form>
  )
}
