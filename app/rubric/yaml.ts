import { isAlias, isMap, isPair, isScalar, isSeq, Lexer, LineCounter, type Node, parseDocument } from 'yaml'
import { type Diagnostic, error, pathText } from './diagnostic.ts'
import { LIMITS } from './rubric.ts'

/** Plain data read from YAML, or what is wrong with the text. `lineOf` finds a path's line. */
export type YamlText =
  | { ok: true; data: unknown; lineOf: (path: readonly PropertyKey[]) => number | undefined }
  | { ok: false; diagnostics: Diagnostic[] }

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])
const MOST_TOKENS = 150_000

/**
 * Reads YAML 1.2 (and so JSON) that somebody else wrote. The text is bounded before it is parsed, and the tree is walked
 * before it becomes data: aliases, merge keys, tags, odd keys, deep nesting and floods of keys are refused, each with a remedy.
 * The parser's own duplicate-key check is quadratic, so ours replaces it.
 */
export function readYaml(text: string): YamlText {
  const bytes = new TextEncoder().encode(text).length
  if (bytes > LIMITS.fileBytes) {
    return refused(
      error(
        'file-too-large',
        '',
        `the file has ${bytes} bytes, the limit is ${LIMITS.fileBytes}.`,
        'Split it, or move long text elsewhere.',
      ),
    )
  }
  if (text.includes('\u0000'))
    return refused(error('nul-character', '', 'the file holds a NUL character.', 'Save it as plain UTF-8 text.'))
  const flood = tokenFlood(text)
  if (flood) return refused(flood)
  try {
    return readBounded(text)
  } catch (cause) {
    const message = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
    return refused(
      error(
        'yaml-unreadable',
        '',
        `the file cannot be read as YAML: ${message}.`,
        'Check the indentation and the quotes.',
      ),
    )
  }
}

const refused = (...diagnostics: Diagnostic[]): YamlText => ({ ok: false, diagnostics })

/** Written with `&name` or `!name`. The parser also sets these where the text does not: only what is in the text counts. */
const isMarked = (node: unknown, mark: 'anchor' | 'tag'): boolean =>
  typeof (node as { [key: string]: unknown } | null)?.[mark] === 'string'

/**
 * Counts parts and nesting on the token stream. The parser recurses, and running out of stack in the middle of it can end
 * the process instead of throwing, so depth is bounded here, before it starts.
 */
function tokenFlood(text: string): Diagnostic | undefined {
  let tokens = 0
  let brackets = 0
  let column = 0
  let marksOnLine = 0
  /** Columns of the open block collections, outermost first. */
  const indents: number[] = []
  for (const token of new Lexer().lex(text)) {
    if (++tokens > MOST_TOKENS)
      return error(
        'file-too-complex',
        '',
        'the file has too many parts.',
        'A rubric of 150 questions stays far below; split it.',
      )
    if (token === '[' || token === '{') brackets++
    else if (token === ']' || token === '}') brackets--
    else if (token === ',') marksOnLine = 0
    else if (token === '\n' || token === '\r\n') {
      column = 0
      marksOnLine = 0
      continue
    }
    if (isZeroWidth(token)) continue
    if (brackets < 0)
      return error('bracket-unmatched', '', 'a bracket closes that was never opened.', 'Remove it, or quote the text.')
    if (token === '-' || token === '?' || token === ':') marksOnLine++
    if (brackets === 0 && token.trim() !== '') {
      while (indents.length > 0 && (indents.at(-1) ?? 0) >= column) indents.pop()
      indents.push(column)
    }
    if (brackets > LIMITS.depth || marksOnLine > LIMITS.depth || indents.length > LIMITS.depth * 2)
      return error(
        'nesting-too-deep',
        '',
        `the structure nests more than ${LIMITS.depth} levels.`,
        'Flatten the structure.',
      )
    const lastBreak = token.lastIndexOf('\n')
    column = lastBreak < 0 ? column + token.length : token.length - lastBreak - 1
    if (lastBreak >= 0) marksOnLine = 0
  }
  return undefined
}

/** The lexer's own signs: document start, flow error, scalar follows. */
const isZeroWidth = (token: string): boolean => token === '\u0002' || token === '\u0018' || token === '\u001f'

function readBounded(text: string): YamlText {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: false,
    strict: true,
    prettyErrors: false,
    lineCounter: lines,
  })
  const lineAt = (offset: number | undefined) => (offset === undefined ? undefined : lines.linePos(offset).line)
  const faults = [...document.errors, ...document.warnings].slice(0, 20).map((fault): Diagnostic => {
    const line = lineAt(fault.pos[0])
    return {
      ...error(
        `yaml-${fault.code.toLowerCase().replaceAll('_', '-')}`,
        '',
        `${fault.message.slice(0, 300).replace(/\.?$/, '.')}`,
        'Correct the YAML.',
      ),
      ...(line ? { line } : {}),
    }
  })
  if (faults.length > 0) return refused(...faults)

  const problems: Diagnostic[] = []
  let keys = 0
  const walk = (node: unknown, path: PropertyKey[]): undefined => {
    if (problems.length >= 20) return
    const report = (code: string, message: string, remedy: string): undefined => {
      const line = lineAt((node as Node | null)?.range?.[0])
      problems.push({ ...error(code, pathText(path), message, remedy), ...(line ? { line } : {}) })
    }
    if (path.length > LIMITS.depth)
      return report('nesting-too-deep', `the structure nests more than ${LIMITS.depth} levels.`, 'Flatten it.')
    if (isAlias(node)) return report('alias', 'aliases (*name) are not read.', 'Write the value out.')
    if (isMarked(node, 'anchor')) return report('anchor', 'anchors (&name) are not read.', 'Remove the anchor.')
    if (isMarked(node, 'tag'))
      return report('tag', 'tags (!name) are not read.', 'Remove the tag; quote the value if it is text.')
    if (isScalar(node)) {
      // A NUL can also be written as an escape; no database text column can hold it.
      if (typeof node.value === 'string' && node.value.includes('\u0000'))
        return report('nul-character', 'the text holds a NUL character.', 'Remove it.')
      if (
        typeof node.value === 'number' &&
        (!Number.isFinite(node.value) || Math.abs(node.value) > Number.MAX_SAFE_INTEGER)
      ) {
        report('number-out-of-range', 'a number that cannot be kept exactly.', 'Use a smaller number.')
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
        if (++keys > LIMITS.keys)
          return report('too-many-keys', `the file has more than ${LIMITS.keys} keys.`, 'Split the rubric.')
        const key = isPair(pair) && isScalar(pair.key) ? pair.key.value : undefined
        if (typeof key !== 'string') return report('key-not-text', 'a key that is not plain text.', 'Quote the key.')
        if (isMarked(pair.key, 'anchor') || isMarked(pair.key, 'tag'))
          return report('key-not-text', `the key ${key} carries an anchor or a tag.`, 'Remove it.')
        if (key === '<<') return report('merge-key', 'merge keys (<<) are not read.', 'Write the entries out.')
        if (FORBIDDEN_KEYS.has(key))
          return report('forbidden-key', `the key ${key} is never allowed.`, 'Choose another name.')
        if (seen.has(key)) return report('duplicate-key', `the key ${key} stands twice.`, 'Keep one of the two.')
        seen.add(key)
        walk(pair.value, [...path, key])
      }
    }
  }
  walk(document.contents, [])
  if (problems.length > 0) return refused(...problems)
  return {
    ok: true,
    data: document.toJS({ maxAliasCount: 0 }) as unknown,
    lineOf: (path) => {
      for (let length = path.length; length > 0; length--) {
        const node = document.getIn(path.slice(0, length), true) as Node | undefined
        if (node?.range) return lineAt(node.range[0])
      }
      return undefined
    },
  }
}
