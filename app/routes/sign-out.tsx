import { type ActionFunctionArgs, redirect } from '@remix-run/node'

/** Signing out is a button, never a link: a page from elsewhere must not be able to do it. */
export const loader = () => redirect('/')

/** Ends the session and lets the browser forget what it kept of it. */
export const action = async ({ request, context }: ActionFunctionArgs) => {
  const headers = new Headers({ 'Clear-Site-Data': '"cache", "storage"' })
  for (const cookie of await context.services.auth.signOut(request.headers)) headers.append('Set-Cookie', cookie)
  return redirect('/sign-in?left', { headers })
}
