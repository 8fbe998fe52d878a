import { readdir } from 'node:fs/promises'

/** The names in a folder; none where there is no such folder, as for a rubric that was proposed in the portal. */
export async function namesIn(place: string): Promise<string[]> {
  try {
    return await readdir(place)
  } catch (cause) {
    if ((cause as { code?: unknown }).code === 'ENOENT') return []
    throw cause
  }
}
