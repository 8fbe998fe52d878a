/** How the pages are coloured. `system` follows the device and is not stored. */
export const THEMES = ['light', 'dark', 'system'] as const
export type Theme = (typeof THEMES)[number]

const NAME = 'plimsoll-theme'
const YEAR = 365 * 24 * 3600

/** The theme a browser asks for; whatever is not a theme is `system`. */
export function themeOf(headers: Headers): Theme {
  const found = /(?:^|;\s*)plimsoll-theme=(light|dark)(?:;|$)/.exec(headers.get('cookie') ?? '')
  return (found?.[1] as Theme | undefined) ?? 'system'
}

/** The cookie that keeps a theme, or forgets it. Holds no secret, but scripts have no business with it either. */
export function themeCookie(theme: Theme, secure: boolean): string {
  const flags = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  return theme === 'system' ? `${NAME}=; Max-Age=0; ${flags}` : `${NAME}=${theme}; Max-Age=${YEAR}; ${flags}`
}

export const isTheme = (value: unknown): value is Theme => THEMES.includes(value as Theme)
