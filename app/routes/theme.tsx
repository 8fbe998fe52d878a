import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { formOf } from '#app/platform/http/form.server.ts'
import { localPath } from '#app/platform/http/return-to.ts'
import { isTheme, themeCookie } from '#app/platform/http/theme.ts'

/** There is no page here; whoever types the address goes home. */
export const loader = () => redirect('/')

/** Keeps the colours a person chose, signed in or not, and goes back to the page they chose them on. */
export const action = async ({ request, context }: ActionFunctionArgs) => {
  const form = await formOf({ request, context })
  const chosen = form.get('theme')
  const secure = context.services.env.BASE_URL.startsWith('https:')
  return redirect(localPath(form.get('returnTo')), {
    headers: { 'Set-Cookie': themeCookie(isTheme(chosen) ? chosen : 'system', secure) },
  })
}
