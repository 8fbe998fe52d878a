import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { MIGRATIONS } from '#app/platform/migrate.server.ts'

/** Each migration as it was released, by the SHA-256 of its text. A new one adds its line; no line ever changes. */
const RELEASED: Readonly<Record<string, string>> = {
  '0000_tables.sql': 'af3448a25eb18dd08875479624fdc2801eb8c4fbede796fc4da734f55fcecd0a',
  '0001_law.sql': 'cb7162dcb64bf13f0acb77a2ef6e9d0bfb087fcdf0410544734663e5fe2b87c1',
  '0002_closed.sql': 'b74844edb1e46f73aebb672f49eca6a31cef6d4a5d65e155f224aad774cd1717',
  '0003_evidence.sql': '01a25e3cd7b71888398803bcaa2ca5992b6b766a5a6465acbec9d1014db218cc',
  '0004_evidence_law.sql': 'bcd1be013af6564e87cb5cc1e57cc335b59f76e7ee9690f1b1a2f35430d4b842',
  '0005_guards.sql': 'ead56a87088885cd4c19dc9a9fc159904d8ee9c1c6266535b5cdb87ca4c08a77',
  '0006_versions.sql': 'c0e025fc54515558c8f8b7852bd851322e02bd93570f02b9d72a651d981dbeeb',
  '0007_versions_law.sql': '3b87bdad83bea5b3de1d11518034f1d68474554d450ca2bc74395f2f35229f65',
  '0008_earlier_launch.sql': 'b31c5c3b60416a0673c204991270efdc7ec1cdc5c7fed0f55a20a9d6fc92a24a',
  '0009_moves_law.sql': '51ad861b15dcafcae68d3e80a84341c5f2e7db7254efdf61e6caafe77f8c3a39',
}

const present = Object.fromEntries(
  readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith('.sql'))
    .map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(MIGRATIONS, name)))
        .digest('hex'),
    ]),
)

test('a released migration is never edited: databases that applied it would refuse to start', () => {
  expect(mistakesIn(RELEASED, present)).toEqual([])
})

test('an edited, a removed and an unlisted migration are each told what to do', () => {
  expect(
    mistakesIn({ '0000_a.sql': 'one', '0001_b.sql': 'two' }, { '0000_a.sql': 'other', '0002_c.sql': 'three' }),
  ).toEqual([
    '0000_a.sql was changed: a released migration is never edited; put it back (git checkout) and add a new one (npx drizzle-kit generate)',
    '0001_b.sql is gone: a released migration is never removed; put it back (git checkout)',
    "0002_c.sql is not listed: when it is finished, add the line  '0002_c.sql': 'three',  to RELEASED in this test",
  ])
})

function mistakesIn(released: Readonly<Record<string, string>>, files: Readonly<Record<string, string>>): string[] {
  const touched = Object.entries(released).flatMap(([name, hash]) => {
    if (files[name] === undefined)
      return [`${name} is gone: a released migration is never removed; put it back (git checkout)`]
    return files[name] === hash
      ? []
      : [
          `${name} was changed: a released migration is never edited; put it back (git checkout) and add a new one (npx drizzle-kit generate)`,
        ]
  })
  const unlisted = Object.entries(files).filter(([name]) => released[name] === undefined)
  return [
    ...touched,
    ...unlisted.map(
      ([name, hash]) =>
        `${name} is not listed: when it is finished, add the line  '${name}': '${hash}',  to RELEASED in this test`,
    ),
  ]
}
