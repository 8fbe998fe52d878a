import { Form } from '@remix-run/react'
import { Button } from '../kit/button.tsx'
import { ErrorSummary } from '../kit/error-summary.tsx'
import { Notice } from '../kit/notice.tsx'
import { Shell } from '../kit/shell.tsx'
import { TextInput } from '../kit/text-input.tsx'
import type { Theme } from '../kit/theme-switch.tsx'
import { DemoPeople, type DemoPerson } from './demo-people.tsx'

export type Refused = { message: string; fields?: Readonly<Record<string, string>> | undefined; email: string }

type DemoWorld = { people: readonly DemoPerson[]; password: string }

type SignInPageProps = {
  returnTo: string
  /** They have just signed out. */
  left: boolean
  /** The people of the demo world; null in a real portal. */
  demo: DemoWorld | null
  refused: Refused | undefined
  theme: Theme
}

/** The front door: in the demo world a cast to choose from, else e-mail address and password. */
export function SignInPage({ returnTo, left, demo, refused, theme }: SignInPageProps) {
  return (
    <Shell name="Plimsoll" nav={[]} theme={{ action: '/theme', current: theme }}>
      {refused && <ErrorSummary title="You are not signed in yet" errors={errorsOf(refused)} />}
      {left && !refused && <Notice title="You are signed out">This browser has forgotten what it kept.</Notice>}
      <h1 className="text-xl">Sign in to Plimsoll</h1>
      <p className="mt-3 mb-8 max-w-measure">
        Where launches are weighed before they can do harm: what may sail, what must wait, and who decides.
      </p>
      {demo ? (
        <Demo world={demo} returnTo={returnTo} refused={refused} />
      ) : (
        <PasswordForm returnTo={returnTo} refused={refused} />
      )}
    </Shell>
  )
}

function Demo({ world, ...form }: { world: DemoWorld; returnTo: string; refused: Refused | undefined }) {
  return (
    <>
      <h2 className="text-lg">Choose who you are today</h2>
      <p className="mt-1 mb-6 max-w-measure text-sm text-ink-soft">
        This is the demo world: invented people, invented launches. Each sees what their role may see. Sign out to be
        somebody else.
      </p>
      {world.people.length === 0 && (
        <Notice title="The demo people have not moved in yet">Wait a moment and load again.</Notice>
      )}
      <Form method="post" reloadDocument>
        <input type="hidden" name="returnTo" value={form.returnTo} />
        <DemoPeople people={world.people} />
      </Form>
      <h2 className="mt-12 mb-4 text-lg">Or with an e-mail address</h2>
      <PasswordForm {...form} hint={`Everybody in the demo world has the password ${world.password}`} />
    </>
  )
}

type PasswordFormProps = { returnTo: string; refused: Refused | undefined; hint?: string }

function PasswordForm({ returnTo, refused, hint }: PasswordFormProps) {
  return (
    // A whole new document after signing in: nothing of whoever was here before stays in memory.
    <Form method="post" reloadDocument noValidate>
      <input type="hidden" name="returnTo" value={returnTo} />
      <TextInput
        id="email"
        name="email"
        type="email"
        label="E-mail address"
        autoComplete="username"
        required
        maxLength={254}
        defaultValue={refused?.email}
        error={refused?.fields?.email}
      />
      <TextInput
        id="password"
        name="password"
        type="password"
        label="Password"
        hint={hint}
        autoComplete="current-password"
        required
        error={refused?.fields?.password}
      />
      <Button>Sign in</Button>
    </Form>
  )
}

function errorsOf({ message, fields = {} }: Refused) {
  const errors = Object.entries(fields).map(([id, text]) => ({ id, message: text }))
  return errors.length > 0 ? errors : [{ id: 'email', message }]
}
