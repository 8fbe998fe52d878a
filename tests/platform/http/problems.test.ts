import { expect, test } from 'vitest'
import * as z from 'zod'
import { AccessDenied } from '#app/platform/access/authorize.ts'
import { notFound, problemOfDenied, problemOfInput, problemResponse, statusOf } from '#app/platform/http/problems.ts'

test.each([
  [422, { code: 'wrong-credentials', message: '', fields: { password: '' } }],
  [403, { code: 'forbidden', message: '' }],
  [404, { code: 'not-found', message: '' }],
  [409, { code: 'conflict', message: '' }],
  [413, { code: 'too-large', message: '' }],
  [422, { code: 'invalid', message: '' }],
  [429, { code: 'throttled', message: '' }],
  [503, { code: 'unavailable', message: '' }],
  [409, { code: 'last-administrator', message: '' }],
  [422, { code: 'email-taken', message: '', fields: { email: '' } }],
])('%i for %o', (status, problem) => {
  expect(statusOf(problem)).toBe(status)
})

test('an answer carries words, code and reference, and keeps the detail of a problem inside', async () => {
  const problem = { code: 'conflict', message: 'Ben was quicker.', detail: { secret: 'canary' } }
  const answer = problemResponse(problem, { requestId: 'ref-1' })
  expect(answer.status).toBe(409)
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  const text = await answer.text()
  expect(JSON.parse(text)).toMatchObject({ detail: 'Ben was quicker.', code: 'conflict', reference: 'ref-1' })
  expect(text).not.toContain('canary')
})

test('what one may not know about looks exactly like what is not there', async () => {
  const hidden = problemOfDenied(new AccessDenied('read', 'Incident', true, 'Only participants.'))
  expect(hidden).toEqual(notFound)
  const open = problemOfDenied(new AccessDenied('grant', 'RoleGrant', false, 'This role needs a second administrator.'))
  expect(open).toEqual({ code: 'forbidden', message: 'This role needs a second administrator.' })
})

test('the first thing wrong with each field is what is said', () => {
  const Input = z.object({
    name: z.string().min(3, 'Too short.').regex(/^A/, 'Begin with A.'),
    at: z.object({ x: z.number('A number.') }),
  })
  const checked = Input.safeParse({ name: 'b', at: {} })
  expect(problemOfInput(checked.error as z.ZodError).fields).toEqual({ name: 'Too short.', 'at.x': 'A number.' })
})
