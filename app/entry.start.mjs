// `npm start`: plain JavaScript, so that it can say what is missing before anything else is loaded.
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 20)) {
  console.log(`Plimsoll needs Node 20.20 or newer; this is ${process.versions.node}. See https://nodejs.org`)
  process.exit(1)
}
if (!existsSync('node_modules/tsx')) {
  console.log('The dependencies are not installed. Run: npm ci')
  process.exit(1)
}

const { register } = await import('tsx/esm/api')
register()
const { start } = await import('./platform/start/start.server.ts')
await start({
  dev: process.argv.includes('--dev'),
  portal: () => import('./entry.node.ts'),
  prepare: async (services) => (await import('./domain/rubric-versions/prepare.server.ts')).prepareRubrics(services),
  tidy: async (services) => (await import('./domain/reviews/forget-keys.server.ts')).forgetUsedKeys(services),
  seed: () => (existsSync('db/seed/run.ts') ? import('../db/seed/run.ts') : Promise.resolve(undefined)),
})
