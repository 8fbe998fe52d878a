import { expect, test } from 'vitest'
import { localPath } from '#app/platform/http/return-to.ts'

test.each([
  '/',
  '/reviews',
  '/reviews/0190-abc?tab=scores&page=2',
  '/reviews?q=a%20b%2Fc',
  '/reviews?next=//elsewhere.test',
  '/reviews#finding-3',
  '/a.b/c~d_e-f',
])('%s is a page of ours', (path) => {
  expect(localPath(path)).toBe(path)
})

const TRICKS = [
  ['another host', 'https://evil.test/'],
  ['another host without scheme', '//evil.test'],
  ['three slashes', '///evil.test'],
  ['slash and backslash', '/\\evil.test'],
  ['backslash first', '\\\\evil.test'],
  ['backslash later', '/a\\..\\\\evil.test'],
  ['encoded slash', '/%2fevil.test'],
  ['encoded slash in capitals', '/%2Fevil.test'],
  ['encoded backslash', '/%5cevil.test'],
  ['encoded backslash in capitals', '/%5C/evil.test'],
  ['twice encoded slash', '/%252fevil.test'],
  ['tab between the slashes', '/\t/evil.test'],
  ['encoded tab', '/%09/evil.test'],
  ['line break', '/\n/evil.test'],
  ['header injection', '/a\r\nSet-Cookie: x=1'],
  ['encoded line break', '/a%0d%0aSet-Cookie:x=1'],
  ['NUL', '/\u0000evil.test'],
  ['encoded NUL', '/%00/evil.test'],
  ['leading space', ' //evil.test'],
  ['space inside', '/ /evil.test'],
  ['script', 'javascript:alert(1)'],
  ['script with a slash', '/javascript:alert(1)//\n'],
  ['data', 'data:text/html,x'],
  ['dots that fold to two slashes', '/.//evil.test'],
  ['dots that fold upwards', '/a/..//evil.test'],
  ['encoded dots', '/%2e%2e//evil.test'],
  ['dots alone', '/../'],
  ['full-width slash', '/／evil.test'],
  ['writing direction', '/\u202eevil.test'],
  ['no slash', 'evil.test'],
  ['empty', ''],
  ['user and host', '/@evil.test//'],
  ['too long', `/${'a'.repeat(3000)}`],
  ['a host after credentials', '//ada@evil.test/'],
] as const

test.each(TRICKS)('%s leads home', (_, text) => {
  expect(localPath(text)).toBe('/')
})

test.each([undefined, null, 7, ['/reviews'], new Blob()])('what is not a text leads home', (value) => {
  expect(localPath(value)).toBe('/')
})
