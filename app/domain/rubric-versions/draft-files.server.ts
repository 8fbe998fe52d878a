import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ne } from 'drizzle-orm'
import { rubricDrafts, rubricVersions } from '#db/schema/rubrics.ts'
import type { Reading } from '../ctx.server.ts'
import type { ProposableFile } from './draft-views.ts'

/** Drafts, and versions that came with a newer release: each can be proposed with one press. */
export async function listProposableFiles({ db }: Pick<Reading, 'db'>, folder = 'rubrics'): Promise<ProposableFile[]> {
  const { key, version } = rubricVersions
  const published = await db.select({ key, version }).from(rubricVersions)
  const proposed = await db
    .select({ key: rubricDrafts.key, version: rubricDrafts.version })
    .from(rubricDrafts)
    .where(ne(rubricDrafts.state, 'withdrawn'))
  const known = new Set([...published, ...proposed].map((one) => `${one.key}@${one.version}`))
  return (await filesIn(folder)).filter((file) => !known.has(`${file.key}@${file.version}`))
}

/** The text of such a file, or undefined where the name is none of them. */
export async function readProposableFile(name: string | null, folder = 'rubrics'): Promise<string | undefined> {
  // Only a name from the list is ever made into a path.
  const known = (await filesIn(folder)).find((file) => file.name === name)
  return known && readFile(join(folder, known.name), 'utf8')
}

async function filesIn(folder: string): Promise<ProposableFile[]> {
  const keys = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  const found = await Promise.all(
    keys.flatMap(({ name: key }) =>
      ['', 'drafts'].map(async (below) => {
        const files = await readdir(join(folder, key, below)).catch(() => [])
        return files.flatMap((file) => {
          const version = file.match(/^(\d+\.\d+\.\d+)\.yaml$/)?.[1]
          return version ? [{ name: [key, below, file].filter(Boolean).join('/'), key, version }] : []
        })
      }),
    ),
  )
  return found.flat().sort((a, b) => (a.name < b.name ? -1 : 1))
}
