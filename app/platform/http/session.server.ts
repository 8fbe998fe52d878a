import { type AppLoadContext, redirect } from '@remix-run/node'
import { type Ctx, createContext } from '#app/domain/ctx.server.ts'
import { loadActor } from '#app/domain/people/index.server.ts'
import { AccessDenied } from '../access/authorize.ts'
import { problemOfDenied, problemResponse } from './problems.ts'
import { localPath } from './return-to.ts'

/** What every loader and action is given by Remix. */
export type RequestArgs = { request: Request; context: AppLoadContext }

/**
 * The context of the signed-in person. Every loader and action asks for it itself: a parent's loader protects nothing.
 * A stranger is sent to the sign-in page and back; a script gets 401 and can keep what was typed.
 */
export async function contextOf({ request, context }: RequestArgs): Promise<Ctx> {
  const ctx = await contextIfSignedIn({ request, context })
  if (ctx) return ctx
  if (wantsJson(request)) throw problemResponse(SIGNED_OUT, context)
  const back = pageOf(request, context.services.env.BASE_URL)
  throw redirect(back === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ returnTo: back })}`)
}

/** The same for pages that strangers may see too. */
export async function contextIfSignedIn({ request, context }: RequestArgs): Promise<Ctx | undefined> {
  const cookie = request.headers.get('cookie') ?? ''
  const known = asked.get(context)
  // One request runs several loaders; they all act as the person who was there when the first one asked.
  const ctx = known?.cookie === cookie ? known.ctx : find(request, context)
  asked.set(context, { cookie, ctx })
  return ctx
}

/**
 * Runs the work with the signed-in person's context. Whatever it refuses is answered here: what the person may not know
 * about looks exactly like what does not exist.
 */
export async function withContext<T>(args: RequestArgs, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const ctx = await contextOf(args)
  try {
    return await work(ctx)
  } catch (error) {
    if (error instanceof AccessDenied) throw problemResponse(problemOfDenied(error), args.context)
    throw error
  }
}

const asked = new WeakMap<AppLoadContext, { cookie: string; ctx: Promise<Ctx | undefined> }>()

async function find(request: Request, context: AppLoadContext): Promise<Ctx | undefined> {
  const { services } = context
  const userId = services.auth.sessionUser(request.headers, services.now())
  const actor = userId && (await loadActor(services.db, userId))
  if (!actor) return undefined
  context.personId = actor.id
  return createContext(services, actor)
}

const wantsJson = ({ headers }: Request) =>
  /\bjson\b/.test(headers.get('content-type') ?? '') ||
  /^application\/([\w.]+\+)?json\b/.test(headers.get('accept') ?? '')

/** Where to return to: the page itself, or the page a form was sent from. */
function pageOf(request: Request, baseUrl: string): string {
  if (request.method === 'GET') return pathOf(new URL(request.url))
  const from = request.headers.get('referer')
  if (!from || !URL.canParse(from) || new URL(from).origin !== new URL(baseUrl).origin) return '/'
  return pathOf(new URL(from))
}

function pathOf({ pathname, searchParams }: URL): string {
  const search = new URLSearchParams(searchParams)
  search.delete('_routes')
  const path = pathname.replace(/\.data$/, '').replace(/^\/_root$/, '/')
  return localPath(search.size > 0 ? `${path}?${search}` : path)
}

const SIGNED_OUT = {
  code: 'signed-out',
  message: 'You are signed out. Sign in again; what you typed is kept on this page.',
}
