import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** `npm run bench -- NAME [--json]`: runs one benchmark and prints its medians and ratios, all measured in this one process. */
type Bench = { run: () => Promise<unknown> | unknown; print: (report: unknown) => string }

const [name] = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const folder = fileURLToPath(new URL('.', import.meta.url))
const names = readdirSync(folder).flatMap((file) => file.match(/^(.+)\.bench\.ts$/)?.[1] ?? [])

if (!name || !existsSync(`${folder}${name}.bench.ts`)) {
  console.log(`Name a benchmark: ${names.join(', ')}. Example: npm run bench -- evaluate --json`)
  process.exitCode = 2
} else {
  const bench = (await import(pathToFileURL(`${folder}${name}.bench.ts`).href)) as Bench
  const report = await bench.run()
  console.log(process.argv.includes('--json') ? JSON.stringify(report, null, 2) : bench.print(report))
}
