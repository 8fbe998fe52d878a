import { Link, NavLink } from '@remix-run/react'
import type { ReactNode } from 'react'
import { Arrival } from './arrival.tsx'
import { Logo } from './logo.tsx'
import { type Theme, ThemeSwitch } from './theme-switch.tsx'

export type NavItem = { to: string; label: string; count?: number | undefined; end?: boolean | undefined }
export type SignedIn = { name: string; role: string; zone: string; to?: string | undefined }
type ShellProps = {
  name: string
  nav: readonly NavItem[]
  person?: SignedIn | undefined
  signOutAction?: string | undefined
  theme: { action: string; current: Theme }
  footer?: ReactNode
  children: ReactNode
}

/** The frame of every page: skip link, header, primary navigation, who is signed in, main, footer. */
export function Shell({ name, nav, person, signOutAction, theme, footer, children }: ShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        data-screen-only=""
        className="absolute top-0 left-0 z-10 -translate-y-full bg-accent px-4 py-2 text-on-accent focus:translate-y-0"
      >
        Skip to the page
      </a>
      <header data-screen-only="" className="border-b border-rule bg-sheet">
        <div className="mx-auto flex max-w-page flex-wrap items-center gap-x-6 gap-y-1 px-4 sm:px-6">
          <Link to="/" className="flex h-12 items-center gap-2 font-semibold no-underline">
            <Logo className="size-7 text-accent" />
            {name}
          </Link>
          {nav.length > 0 && <PrimaryNav items={nav} />}
          {person && <Account person={person} signOutAction={signOutAction} />}
        </div>
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-page grow px-4 py-8 outline-none sm:px-6">
        {children}
      </main>
      <Arrival />
      <footer data-screen-only="" className="border-t border-rule">
        <div className="mx-auto flex max-w-page flex-wrap items-center justify-between gap-4 px-4 py-4 text-xs text-ink-soft sm:px-6">
          <div>{footer}</div>
          <ThemeSwitch action={theme.action} theme={theme.current} />
        </div>
      </footer>
    </div>
  )
}

function PrimaryNav({ items }: { items: readonly NavItem[] }) {
  return (
    <nav aria-label="Main" className="order-last -ml-2 w-full grow text-sm lg:order-none lg:w-auto">
      <ul className="flex flex-wrap">
        {items.map(({ to, label, count, end = false }) => (
          <li key={to}>
            <NavLink
              to={to}
              end={end}
              className="flex h-10 items-center gap-1.5 border-b-2 border-transparent forced-colors:border-[Canvas] px-2 text-ink-soft hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-semibold aria-[current=page]:text-ink lg:h-12"
            >
              {label}
              {count !== undefined && <span className="text-xs tabular-nums">{count}</span>}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Account({ person, signOutAction }: { person: SignedIn; signOutAction?: string | undefined }) {
  return (
    <div className="flex flex-1 basis-48 items-center justify-end gap-4 py-1 text-xs lg:flex-none lg:basis-auto">
      <p className="text-right leading-4">
        {person.to ? (
          <Link to={person.to} className="font-semibold hover:underline">
            {person.name}
          </Link>
        ) : (
          <span className="font-semibold">{person.name}</span>
        )}
        <span className="block text-ink-soft">
          {person.role} · {person.zone}
        </span>
      </p>
      {signOutAction && (
        <form method="post" action={signOutAction}>
          <button type="submit" className="h-8 whitespace-nowrap text-accent hover:underline">
            Sign out
          </button>
        </form>
      )}
    </div>
  )
}
