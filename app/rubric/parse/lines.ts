import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml'
import type { LineOf } from '../diagnostic.ts'

/** The line of a place in a text, from 1. Counted when somebody asks: a good file has no diagnostics, and pays nothing. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

/**
 * Finds the line of a path such as `sections[2].show_when.contact.inbound` in the parsed text. Ids hold dots themselves, so the path is
 * followed through the tree and each map says which of its keys comes next. Where the path leaves the tree, the last part it reached counts.
 */
export function linesOf(contents: unknown, text: string): LineOf {
  return (path) => {
    let node = contents
    let mark: Node | undefined
    for (let rest = path; rest !== ''; ) {
      const step = isMap(node) ? intoMap(node, rest) : isSeq(node) ? intoList(node.items, rest) : undefined
      if (!step) break
      mark = step.mark ?? mark
      node = step.node
      rest = step.rest
    }
    return mark?.range ? lineAt(text, mark.range[0]) : undefined
  }
}

/** `mark` is what a person looks for: the key of an entry, the item of a list. */
type Step = { mark: Node | undefined; node: unknown; rest: string }

function intoMap(map: YAMLMap, path: string): Step | undefined {
  let longest: Step | undefined
  let length = -1
  for (const { key, value } of map.items) {
    if (!isScalar(key) || typeof key.value !== 'string' || key.value.length <= length) continue
    const rest = path.slice(key.value.length)
    if (!path.startsWith(key.value) || !/^(\.|\[|$)/.test(rest)) continue
    length = key.value.length
    longest = { mark: key, node: value, rest: rest.replace(/^\./, '') }
  }
  return longest
}

function intoList(items: readonly unknown[], path: string): Step | undefined {
  const [whole = '', place = ''] = path.match(/^\[(\d+)\]\.?/) ?? []
  if (!whole || Number(place) >= items.length) return undefined
  const item = items[Number(place)]
  return { mark: (item as Node | null) ?? undefined, node: item, rest: path.slice(whole.length) }
}
