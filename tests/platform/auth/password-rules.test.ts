import { expect, test } from 'vitest'
import { DEMO_PASSWORD, passwordTrouble } from '#app/platform/auth/password-rules.ts'

const ada = { email: 'ada.byron@example.org', name: 'Ada Byron' }

test.each(['tide table seven', 'correct horse battery staple', 'gruebel-mit-kaese', 'ヒトリデシズカニウミヲミルナミ'])(
  'a long password that nobody would guess is taken as it is: %s',
  (password) => {
    expect(passwordTrouble(password, ada)).toBeUndefined()
  },
)

test.each([
  ['too short', 'tide table', /at least 12/],
  ['too long', 'tide table '.repeat(12), /at most 128/],
  ['a famous word with digits', 'password1234', /first that a stranger/],
  ['a famous word in disguise', 'P@ssw0rd2026!', /first that a stranger/],
  ['a famous word twice', 'letmeinletmein', /first that a stranger/],
  ['a season and a year', 'Summer202620', /first that a stranger/],
  ['a walk along the keyboard', 'qwertyuiop12', /first that a stranger/],
  ['digits alone', '493817264019', /first that a stranger/],
  ['one key held down', 'aaaaaaaaaaaaaa', /first that a stranger/],
  ['their own address', 'ada.byron2026', /Leave your own name/],
])('%s is refused in words that help', (_, password, words) => {
  expect(passwordTrouble(password, ada)).toMatch(words)
})

test('the printed demo password opens demo accounts alone', () => {
  expect(passwordTrouble(DEMO_PASSWORD, { ...ada, demo: true })).toBeUndefined()
  expect(passwordTrouble(DEMO_PASSWORD, ada)).toMatch(/printed/)
})
