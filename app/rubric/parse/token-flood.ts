import { Lexer } from 'yaml'
import type { Diagnostic } from '../diagnostic.ts'
import { LIMITS } from '../rubric.ts'
import { error } from './error.ts'

const MOST_TOKENS = 150_000

/**
 * Counts parts and nesting on the token stream. The parser recurses, and running out of stack in the middle of it can end
 * the process instead of throwing, so depth is bounded here, before it starts.
 */
export function tokenFlood(text: string): Diagnostic | undefined {
  let tokens = 0
  let brackets = 0
  let column = 0
  let marksOnLine = 0
  /** Columns of the open block collections, outermost first. */
  const indents: number[] = []
  for (const token of new Lexer().lex(text)) {
    if (++tokens > MOST_TOKENS) return error('file-too-complex', '', 'the file has too many parts.')
    if (token === '[' || token === '{') brackets++
    else if (token === ']' || token === '}') brackets--
    else if (token === ',') marksOnLine = 0
    else if (token === '\n' || token === '\r\n') {
      column = 0
      marksOnLine = 0
      continue
    }
    if (isZeroWidth(token)) continue
    if (brackets < 0) return error('bracket-unmatched', '', 'a bracket closes that was never opened.')
    if (token === '-' || token === '?' || token === ':') marksOnLine++
    if (brackets === 0 && token.trim() !== '') {
      while (indents.length > 0 && (indents.at(-1) ?? 0) >= column) indents.pop()
      indents.push(column)
    }
    if (brackets > LIMITS.depth || marksOnLine > LIMITS.depth || indents.length > LIMITS.depth * 2)
      return error('nesting-too-deep', '', `the structure nests more than ${LIMITS.depth} levels.`)
    const lastBreak = token.lastIndexOf('\n')
    column = lastBreak < 0 ? column + token.length : token.length - lastBreak - 1
    if (lastBreak >= 0) marksOnLine = 0
  }
  return undefined
}

/** The lexer's own signs: document start, flow error, scalar follows. */
const isZeroWidth = (token: string): boolean => token === '\u0002' || token === '\u0018' || token === '\u001f'
