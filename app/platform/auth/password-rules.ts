export const PASSWORD_MIN = 12
export const PASSWORD_MAX = 128

/** What every person of the demo world signs in with, besides the one-click buttons. Refused for anybody else. */
export const DEMO_PASSWORD = 'over-the-load-line'

/** The words that the most common passwords are made of once digits and signs are taken away. */
const COMMON = new Set(
  (
    'password passwort motdepasse contrasena senha parola passw pssword pass admin administrator root user guest test ' +
    'qwerty qwertz azerty qwertyuiop qwertyui qwertyuiopas asdfghjkl asdfgh zxcvbnm qazwsx qazwsxedc qweasdzxc qwe asd ' +
    'letmein letmeinnow welcome welcomeback changeme changeit default secret iloveyou iloveu princess sunshine monkey dragon ' +
    'football baseball basketball superman batman starwars pokemon master shadow michael jordan charlie daniel jessica ' +
    'ashley trustno trustnoone whatever computer internet samsung google facebook instagram linkedin twitter company ' +
    'spring summer autumn winter january february march april june july august september october november december ' +
    'monday friday plimsoll trustandsafety safety abc abcd abcdef abcdefgh abcdefghijkl abcdefghijklm abcabcabcabc'
  ).split(' '),
)

const LOOKALIKES: Readonly<Record<string, string>> = { '@': 'a', '0': 'o', '1': 'i', '3': 'e', $: 's' }

const RUNS = 'abcdefghijklmnopqrstuvwxyz 01234567890123456789 qwertyuiop asdfghjkl zxcvbnm'

/**
 * What is wrong with a new password, in words for the person, or undefined when nothing is. Length counts most; no rule asks
 * for signs or capitals, because people answer those with `Password1!`.
 */
export function passwordTrouble(
  password: string,
  about: { email: string; name: string; demo?: boolean },
): string | undefined {
  const length = [...password].length
  if (length < PASSWORD_MIN) return `Use at least ${PASSWORD_MIN} characters. Four plain words are easy to remember.`
  if (length > PASSWORD_MAX) return `Use at most ${PASSWORD_MAX} characters.`
  if (password === DEMO_PASSWORD)
    return about.demo ? undefined : 'This password is printed in our manual. Choose another.'
  const plain = password.normalize('NFKC').toLowerCase()
  if (isCommon(plain)) return 'This password is one of the first that a stranger would try. Choose another.'
  if (isAboutThem(plain, about)) return 'Leave your own name and e-mail address out of your password.'
  return undefined
}

function isCommon(plain: string): boolean {
  const core = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const unleeted = core.replace(/[@013$]/g, (sign) => LOOKALIKES[sign] ?? sign)
  const words = [plain, unleeted].map((text) => text.replace(/[^\p{L}]/gu, ''))
  if (words.some((word) => COMMON.has(word) || COMMON.has(onceOf(word)))) return true
  if (new Set(plain).size <= 3) return true
  // Nothing but digits and signs, or nothing but walks along the keyboard.
  return !/\p{L}/u.test(plain) || withoutRuns(plain).length <= 2
}

/** `abcabcabc` → `abc`. */
function onceOf(text: string): string {
  for (let length = 1; length <= text.length / 2; length++) {
    const once = text.slice(0, length)
    if (text.length % length === 0 && once.repeat(text.length / length) === text) return once
  }
  return text
}

function withoutRuns(plain: string): string {
  let rest = plain
  for (let from = 0; from < rest.length; ) {
    let length = 0
    while (from + length < rest.length && RUNS.includes(rest.slice(from, from + length + 1))) length++
    if (length >= 4) rest = rest.slice(0, from) + rest.slice(from + length)
    else from++
  }
  return rest
}

function isAboutThem(plain: string, { email, name }: { email: string; name: string }): boolean {
  const own = [email.split('@')[0] ?? '', ...name.split(/\s+/)].map((text) => text.toLowerCase())
  const rest = own.reduce((text, part) => (part.length >= 3 ? text.replaceAll(part, '') : text), plain)
  return rest.length < plain.length && rest.replace(/[^\p{L}]/gu, '').length < 6
}
