// Builds the pages if what is built does not fit the sources: for `npm test`, which needs what `npm start` serves.
import { ensureBuild } from './build.server.ts'
import { say } from './say.server.ts'

ensureBuild().then(
  (built) => say(built ? 'The pages are built.' : 'The pages are built already, from exactly these sources.'),
  (error: unknown) => {
    say(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  },
)
