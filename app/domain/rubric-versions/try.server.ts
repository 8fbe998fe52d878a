import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { joinParts } from '#app/rubric/answers-file.ts'
import { diagnosticText } from '#app/rubric/diagnostic.ts'
import { isFor, parseScenario, type Scenario, withBase } from '#app/rubric/scenario.ts'
import type { Reading } from '../ctx.server.ts'
import { type FoundVersion, findScoredVersion } from './browse-records.server.ts'
import { namesIn } from './names-in.server.ts'
import type { ReadScenario, TryView } from './try.ts'

/** Where rubrics and their scenarios lie. */
const FOLDER = 'rubrics'

/** A version to try answers on, with the names of its scenarios. Undefined without the right to see how answers are scored. */
export async function findTrial(
  reading: Reading,
  key: string | undefined,
  version: string | undefined,
  folder = FOLDER,
): Promise<TryView | undefined> {
  const found = await findScoredVersion(reading, key, version)
  if (!found) return undefined
  const { rubric, taxonomy, table = null } = found.stored.compiled
  const scenarios = (await scenariosFor(found, folder)).map(({ name, scenario }) => ({ name, title: scenario.title }))
  return { rubric, taxonomy, table, scenarios }
}

/** One scenario of a version, made whole. A name that no scenario of this version has gives nothing. */
export async function findScenario(
  reading: Reading,
  key: string | undefined,
  version: string | undefined,
  name: string | undefined,
  folder = FOLDER,
): Promise<ReadScenario | undefined> {
  const found = await findScoredVersion(reading, key, version)
  if (!found) return undefined
  const own = await scenariosFor(found, folder)
  const wanted = own.find((one) => one.name === name)
  if (!wanted) return undefined
  return readWhole(wanted, await scenariosIn(found.line.key, folder), found)
}

function readWhole({ name, scenario }: Named, all: readonly Named[], { stored }: FoundVersion): ReadScenario {
  const whole = withBase(scenario, new Map(all.map((one) => [one.name, one.scenario])))
  const { title, expect } = scenario
  if (typeof whole === 'string') return { ok: false, name, title, problems: [whole] }
  const { given, answers, scoring, open_conditions } = whole
  const read = joinParts({ given, answers, scoring, open_conditions }, stored.compiled)
  return read.ok
    ? { ok: true, name, title, expect, ...read.value }
    : { ok: false, name, title, problems: read.diagnostics.map((one) => diagnosticText(one)) }
}

type Named = { name: string; scenario: Scenario }

async function scenariosFor({ line, versions }: FoundVersion, folder: string): Promise<Named[]> {
  const newest = versions[0]?.version === line.version
  return (await scenariosIn(line.key, folder)).filter(({ scenario }) => isFor(scenario, line.key, line.version, newest))
}

/** The scenarios of a rubric; what cannot be read as one is left to the lint. @param key of a version that was found, so a folder's name */
async function scenariosIn(key: string, folder: string): Promise<Named[]> {
  const place = join(folder, key, 'scenarios')
  const files = (await namesIn(place)).filter((file) => /\.ya?ml$/.test(file)).sort()
  const read = await Promise.all(
    files.map(async (file): Promise<Named[]> => {
      const parsed = parseScenario(await readFile(join(place, file), 'utf8'))
      return parsed.ok ? [{ name: file.replace(/\.ya?ml$/, ''), scenario: parsed.value }] : []
    }),
  )
  return read.flat()
}
