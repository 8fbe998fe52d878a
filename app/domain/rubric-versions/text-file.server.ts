import { readFile, realpath, stat } from 'node:fs/promises'
import { relative } from 'node:path'
import type { Diagnostic } from '#app/rubric/diagnostic.ts'
import { error } from '#app/rubric/parse/error.ts'
import { LIMITS } from '#app/rubric/rubric.ts'

/** The text of a file, or why it is not even opened. */
export type TextFile = { ok: true; text: string } | { ok: false; missing?: boolean; diagnostics: Diagnostic[] }

/**
 * Reads a file of a library that somebody else wrote. A link may lead elsewhere in the library and nowhere else; what is no plain file,
 * too large or not UTF-8 is refused before anything looks at it.
 */
export async function readTextFile(file: string, library: string): Promise<TextFile> {
  try {
    return await readPlainFile(file, library)
  } catch (cause) {
    const { code } = cause as { code?: unknown }
    // A link in a circle, a link to nothing, a file that the portal may not open: trouble of this file, not of the others.
    if (code === 'ENOENT') return { ...refused('not-a-file', 'there is no such file.'), missing: true }
    if (typeof code === 'string') return refused('not-a-file', `it cannot be opened (${code}).`)
    throw cause
  }
}

async function readPlainFile(file: string, library: string): Promise<TextFile> {
  const [real, home] = await Promise.all([realpath(file), realpath(library)])
  if (relative(home, real).startsWith('..')) return refused('outside-library', 'the file is a link to somewhere else.')
  const found = await stat(real)
  if (!found.isFile()) return refused('not-a-file', 'this is no plain file.')
  if (found.size > LIMITS.fileBytes)
    return refused('file-too-large', `the file has ${found.size} bytes, the limit is ${LIMITS.fileBytes}.`)
  const bytes = await readFile(real)
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return refused('not-utf-8', 'the bytes are not UTF-8 text.')
  }
}

const refused = (
  code: 'outside-library' | 'not-a-file' | 'file-too-large' | 'not-utf-8',
  message: string,
): Extract<TextFile, { ok: false }> => ({ ok: false, diagnostics: [error(code, '', message)] })
