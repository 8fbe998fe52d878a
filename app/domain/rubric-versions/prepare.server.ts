import type { Services } from '#app/platform/services.server.ts'
import { StartError } from '#app/platform/start/start-error.server.ts'
import { diagnosticText } from '#app/rubric/diagnostic.ts'
import { loadLibrary } from './library.server.ts'
import { ChangedVersion, registerLibrary } from './register.server.ts'

/**
 * Before anybody is served: every published rubric file stands in the database just as it is.
 * @throws StartError when a file cannot be read as a rubric, or was changed after it was published
 */
export async function prepareRubrics({ db, now, newId, log }: Services, folder = 'rubrics'): Promise<void> {
  const library = await loadLibrary(folder)
  const faults = library.diagnostics.filter(({ severity }) => severity === 'error')
  if (faults.length > 0) {
    const lines = faults.slice(0, 10).map((fault) => `${fault.file}: ${diagnosticText(fault)}`)
    throw new StartError(`A rubric file cannot be used:\n${lines.join('\n')}`)
  }
  try {
    const { added, waiting, withoutFile } = await registerLibrary(db, library, now(), newId)
    for (const { key, version, sha256 } of added) log.info({ key, version, sha256 }, 'rubric version registered')
    for (const { file } of waiting)
      log.warn({ file }, 'this rubric version is not in force here: propose it in the portal, under Rubrics')
    for (const version of withoutFile)
      log.warn({ version }, 'this rubric version is in force here and has no file: commit the one its page shows')
  } catch (error) {
    throw error instanceof ChangedVersion ? new StartError(error.message) : error
  }
}
