import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** OWASP's floor for scrypt: 32 MiB and three passes. Stored with each hash, so that it can rise without a migration. */
const COST = { log2: 15, blockSize: 8, passes: 3 }
const KEY_BYTES = 32

/** Hashing is the dearest thing an unknown visitor can make us do: two at once, a short queue, then a plain "later". */
const RUNNING_AT_MOST = 2
const WAITING_AT_MOST = 40

/** Thrown when more people sign in at once than we can hash for. */
export class TooManySignIns extends Error {
  override name = 'TooManySignIns'
}

/** The stored form of a password: algorithm, cost, salt and key in one line. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, COST)
  const { log2, blockSize, passes } = COST
  return ['scrypt', log2, blockSize, passes, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Is this the password behind the stored form? An unreadable form is nobody's password. */
export async function verifyPassword({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  const [algorithm, log2, blockSize, passes, salt, key] = hash.split('$')
  if (algorithm !== 'scrypt' || !salt || !key) return false
  const cost = { log2: Number(log2), blockSize: Number(blockSize), passes: Number(passes) }
  const expected = Buffer.from(key, 'base64url')
  const actual = await derive(password, Buffer.from(salt, 'base64url'), cost)
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

function derive(password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  const options = { N: 2 ** cost.log2, r: cost.blockSize, p: cost.passes, maxmem: 256 * 1024 * 1024 }
  return inTurn(
    () =>
      new Promise<Buffer>((done, failed) => {
        scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) =>
          error ? failed(error) : done(key),
        )
      }),
  )
}

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= RUNNING_AT_MOST) {
    if (waiting.length >= WAITING_AT_MOST) throw new TooManySignIns('too many sign-ins at once')
    // Whoever leaves hands its place over, so the count stays as it is.
    await new Promise<void>((turn) => waiting.push(turn))
  } else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}
