import { isAlias, isMap, isPair, isScalar, isSeq, type Node, parseDocument } from 'yaml'
import { type Diagnostic, type LineOf, pathText } from '../diagnostic.ts'
import { LIMITS } from '../rubric.ts'
import { error, type RefusalCode } from './error.ts'
import { hiddenCharacter } from './hidden-character.ts'
import { lineAt, linesOf } from './lines.ts'
import { tokenFlood } from './token-flood.ts'

/** Plain data read from YAML, or what is wrong with the text. */
export type YamlText = { ok: true; data: unknown; lineOf: LineOf } | { ok: false; diagnostics: Diagnostic[] }

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Reads YAML 1.2 (and so JSON) that somebody else wrote. The text is bounded before it is parsed, and the tree is walked
 * before it becomes data: aliases, merge keys, tags, odd keys, deep nesting and floods of keys are refused, each with a remedy.
 * The parser's own duplicate-key check is quadratic, so ours replaces it.
 */
export function readYaml(text: string): YamlText {
  const bytes = new TextEncoder().encode(text).length
  if (bytes > LIMITS.fileBytes)
    return refused(error('file-too-large', '', `the file has ${bytes} bytes, the limit is ${LIMITS.fileBytes}.`))
  if (text.includes('\u0000')) return refused(error('nul-character', '', 'the file holds a NUL character.'))
  const hidden = hiddenCharacter(text)
  if (hidden) return refused({ ...error('hidden-character', '', hidden.message), line: lineAt(text, hidden.at) })
  const flood = tokenFlood(text)
  if (flood) return refused(flood)
  try {
    return readBounded(text)
  } catch (cause) {
    const message = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
    return refused(error('yaml-unreadable', '', `the file cannot be read as YAML: ${message}.`))
  }
}

const refused = (...diagnostics: Diagnostic[]): YamlText => ({ ok: false, diagnostics })

function readBounded(text: string): YamlText {
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: false,
    strict: true,
    prettyErrors: false,
  })
  const faults = [...document.errors, ...document.warnings].slice(0, 20).map(
    ({ code, message, pos }): Diagnostic => ({
      ...error(
        `yaml-${code.toLowerCase().replaceAll('_', '-')}`,
        '',
        `${message.slice(0, 300).replace(/\.?$/, '.')}`,
        'Correct the YAML.',
      ),
      line: lineAt(text, pos[0]),
    }),
  )
  if (faults.length > 0) return refused(...faults)
  const problems = unwelcomeParts(document.contents, text)
  if (problems.length > 0) return refused(...problems)
  return {
    ok: true,
    data: document.toJS({ maxAliasCount: 0 }) as unknown,
    lineOf: linesOf(document.contents, text),
  }
}

/** What is good YAML, but has no place in a file of data. */
function unwelcomeParts(contents: unknown, text: string): Diagnostic[] {
  const problems: Diagnostic[] = []
  let keys = 0
  const walk = (node: unknown, path: PropertyKey[]): undefined => {
    if (problems.length >= 20) return
    const report = (at: unknown, code: RefusalCode, message: string, remedy?: string): undefined => {
      const start = (at as Node | null)?.range?.[0]
      const found = error(code, pathText(path), message, remedy)
      problems.push(start === undefined ? found : { ...found, line: lineAt(text, start) })
    }
    if (path.length > LIMITS.depth)
      return report(node, 'nesting-too-deep', `the structure nests more than ${LIMITS.depth} levels.`, 'Flatten it.')
    if (isAlias(node)) return report(node, 'alias', 'aliases (*name) are not read.')
    if (isMarked(node, 'anchor')) return report(node, 'anchor', 'anchors (&name) are not read.')
    if (isMarked(node, 'tag')) return report(node, 'tag', 'tags (!name) are not read.')
    if (isScalar(node)) {
      // A NUL can also be written as an escape; no database text column can hold it.
      if (typeof node.value === 'string' && node.value.includes('\u0000'))
        return report(node, 'nul-character', 'the text holds a NUL character.', 'Remove it.')
      const hidden = typeof node.value === 'string' ? hiddenCharacter(node.value) : undefined
      if (hidden) return report(node, 'hidden-character', hidden.message)
      if (
        typeof node.value === 'number' &&
        (!Number.isFinite(node.value) || Math.abs(node.value) > Number.MAX_SAFE_INTEGER)
      ) {
        report(node, 'number-out-of-range', 'a number that cannot be kept exactly.')
      }
      return
    }
    if (isSeq(node)) {
      for (const [i, item] of node.items.entries()) walk(item, [...path, i])
      return
    }
    if (isMap(node)) {
      const seen = new Set<string>()
      for (const pair of node.items) {
        if (++keys > LIMITS.keys) return report(node, 'too-many-keys', `the file has more than ${LIMITS.keys} keys.`)
        const key = isPair(pair) && isScalar(pair.key) ? pair.key.value : undefined
        const hidden = typeof key === 'string' ? hiddenCharacter(key) : undefined
        if (hidden) return report(pair.key, 'hidden-character', hidden.message)
        if (typeof key !== 'string') return report(pair.key, 'key-not-text', 'a key that is not plain text.')
        if (isMarked(pair.key, 'anchor') || isMarked(pair.key, 'tag'))
          return report(pair.key, 'key-not-text', `the key ${key} carries an anchor or a tag.`, 'Remove it.')
        if (key === '<<') return report(pair.key, 'merge-key', 'merge keys (<<) are not read.')
        if (FORBIDDEN_KEYS.has(key)) return report(pair.key, 'forbidden-key', `the key ${key} is never allowed.`)
        if (seen.has(key)) return report(pair.key, 'duplicate-key', `the key ${key} stands twice.`)
        seen.add(key)
        walk(pair.value, [...path, key])
      }
    }
  }
  walk(contents, [])
  return problems
}

/** Written with `&name` or `!name`. The parser also sets these where the text does not: only what is in the text counts. */
const isMarked = (node: unknown, mark: 'anchor' | 'tag'): boolean =>
  typeof (node as { [key: string]: unknown } | null)?.[mark] === 'string'
