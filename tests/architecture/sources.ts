import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Source = { file: string; text: string; lines: number }

/** Every file below these folders that ends so, with its text. */
export function sourcesIn(folders: readonly string[], ends: RegExp): Source[] {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((entry) =>
        entry.isFile() && ends.test(entry.name) ? [join(entry.parentPath, entry.name)] : [],
      ),
    )
    .sort()
    .map((file) => {
      const text = readFileSync(file, 'utf8')
      return { file, text, lines: text.split('\n').length - 1 }
    })
}

/** The text without its comments, so that a rule does not trip over a sentence about it. */
export const codeOf = ({ text }: Source): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' ')).replace(/(^|\s)\/\/.*$/gm, '$1')
