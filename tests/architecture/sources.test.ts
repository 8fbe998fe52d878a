import { describe, expect, test } from 'vitest'
import { codeOf, sourcesIn } from './sources.ts'

const app = sourcesIn(['app'], /\.tsx?$/)
const product = [...app, ...sourcesIn(['db/schema', 'db/seed'], /\.ts$/)]
const tests = sourcesIn(['tests'], /\.(ts|tsx)$/)
const below = (folder: string) => app.filter(({ file }) => file.startsWith(folder))

/** Longer than a thought usually is, and why splitting them would not help whoever reads them. */
const LONG: Readonly<Record<string, string>> = {
  'db/seed/story.ts': 'a story',
}

describe('files end when the thought ends', () => {
  test('a file has fewer than 300 lines, or a reason', () => {
    const long = product.filter(({ file, lines }) => lines >= 300 && LONG[file] === undefined)
    expect(
      long.map(({ file, lines }) => `${file}: ${lines} lines. Move what can be said alone into a file of its own.`),
    ).toEqual([])
  })

  test('a route has fewer than 120 lines: parse, call one thing, draw', () => {
    const long = below('app/routes/').filter(({ lines }) => lines >= 120)
    expect(
      long.map(({ file, lines }) => `${file}: ${lines} lines. Drawing goes to app/ui, deciding to the domain.`),
    ).toEqual([])
  })
})

describe('names say what a thing is', () => {
  test('no drawer for strangers', () => {
    const drawers = [...product, ...tests].filter(({ file }) =>
      /(^|\/)(utils?|helpers?|common|misc|shared|managers?|lib)(\/|[.-])|[.-](utils?|helpers?|manager)\./.test(file),
    )
    expect(drawers.map(({ file }) => `${file}: name it after what is in it, beside what uses it.`)).toEqual([])
  })

  test('files are kebab-case; routes and dots for a side of the product are the exception', () => {
    const odd = app.filter(
      ({ file }) =>
        !file.startsWith('app/routes/') &&
        !/^[a-z0-9-]+(\.(server|client|command|node|cli|worker))?\.tsx?$/.test(file.split('/').at(-1) ?? ''),
    )
    expect(odd.map(({ file }) => `${file}: write it small-and-with-hyphens.`)).toEqual([])
  })
})

describe('one command, one file', () => {
  const commands = app.filter(({ file }) => /\/commands\//.test(file))

  test('each exports one verb, named like its file', () => {
    const wrong = commands.flatMap(({ file, text }) => {
      const verbs = [
        ...text.matchAll(/^export (?:const|async function|function) (\w+)[^\n]*?\(\s*(?:ctx|services): /gm),
      ].map(([, verb]) => verb)
      const named = (file.split('/').at(-1) ?? '')
        .replace('.server.ts', '')
        .replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
      // Two doors to one room: signing in with a password, or with one click in the demo world.
      const extra = named === 'signIn' ? 1 : 0
      return verbs.length === 1 + extra && verbs[0] === named
        ? []
        : [`${file} exports ${verbs.join(', ') || 'no command'}: one verb per file, here ${named}.`]
    })
    expect(commands.length).toBeGreaterThan(15)
    expect(wrong).toEqual([])
  })

  test('each works in one transaction, judges the locked row before it changes anything, and records', () => {
    const wrong = commands.flatMap(({ file, text }) => {
      if (file.endsWith('sign-in.server.ts')) return []
      const authorized = /\bauthorize\(|\block(Review|Draft)\(/.test(text)
      const missing = [
        ...(text.includes('ctx.transaction(') ? [] : ['works outside a transaction: use ctx.transaction']),
        ...(authorized ? [] : ['asks for no permission: authorize the locked row']),
        ...(/tx\.record\(/.test(text) ? [] : ['records nothing: tx.record what happened']),
        ...(/\bctx\.db\b/.test(text) ? ['uses ctx.db inside its transaction: use tx.db'] : []),
      ]
      return missing.map((one) => `${file} ${one}.`)
    })
    expect(wrong).toEqual([])
  })

  test('no command calls another: what both do is a function of the transaction', () => {
    const wrong = commands.flatMap(({ file, text }) =>
      [...text.matchAll(/from '\.\/([\w-]+)\.server\.ts'/g)]
        .filter(([, name]) => !(file.endsWith('revoke-role.server.ts') && name === 'disable-person'))
        .map(([, name]) => `${file} imports ${name}: move what both need beside the commands.`),
    )
    expect(wrong).toEqual([])
  })
})

describe('what reaches the database', () => {
  test('raw SQL holds no value: values are parameters', () => {
    const raw = product.flatMap((source) =>
      [...codeOf(source).matchAll(/sql\.raw\(([^\n]*)/g)]
        // Constants of the code itself, written into CHECK constraints of the schema.
        .filter(() => !source.file.startsWith('db/schema/'))
        .map(([, what]) => `${source.file}: sql.raw(${what} — write sql\`… \${value}\`, which binds it.`),
    )
    const unsafe = app.flatMap((source) =>
      /\.unsafe\((?!['"][^'"$]*['"]\))/.test(codeOf(source)) &&
      !/embedded-postgres|own-database\.server|migrate\.server|app-role\.server/.test(source.file)
        ? [`${source.file}: unsafe() with something put together.`]
        : [],
    )
    expect([...raw, ...unsafe]).toEqual([])
  })

  test('every query of a context that lists or finds goes through the policy', () => {
    const open = below('app/domain/').flatMap(({ file, text }) => {
      if (!/(queries|list|home|history|memo)\.server\.ts$/.test(file) || file.includes('rubric-versions')) return []
      return /accessible\(|findReview\(/.test(text) ? [] : [`${file}: select with accessible(ctx.ability, 'read', …).`]
    })
    expect(open).toEqual([])
  })
})

describe('time, chance and the machine are arguments', () => {
  test.each([
    [
      'app/rubric/',
      /\bnew Date\(|\bDate\.now|\bMath\.random|\bprocess\.|\bfetch\(/,
      'the engine gives the same for the same; hand it in',
    ],
    ['app/domain/', /\bnew Date\(\)|\bDate\.now|\bMath\.random|\bprocess\.env/, 'take ctx.now, or an argument'],
    [
      'app/routes/',
      /\bnew Date\(\)|\bDate\.now|\bMath\.random|\bprocess\.env/,
      'take ctx.now; chance comes from app/platform/chance.ts',
    ],
  ])('%s', (folder, wrong, remedy) => {
    const found = below(folder)
      .filter(({ file }) => !/library\.server\.ts$/.test(file))
      .filter((source) => wrong.test(codeOf(source)))
    expect(found.map(({ file }) => `${file}: ${remedy}.`)).toEqual([])
  })
})

test('an action reads its body through formOf or jsonOf: what is broken is then a 400 in words, not a 500', () => {
  const found = app.filter(
    (source) =>
      !source.file.endsWith('platform/http/form.server.ts') &&
      /\brequest\.(formData|json|text|arrayBuffer|blob)\(/.test(codeOf(source)),
  )
  expect(found.map(({ file }) => `${file}: call formOf(args) or jsonOf(args) of platform/http/form.server.ts`)).toEqual(
    [],
  )
})

test('tests prove what they say: none is skipped, retried or left alone', () => {
  const wrong = tests.filter(
    (source) =>
      source.file !== 'tests/architecture/sources.test.ts' &&
      /\b(test|it|describe)\.(skip|only|todo|fails)\b|\bretry:\s*[1-9]/.test(codeOf(source)),
  )
  expect(wrong.map(({ file }) => `${file}: mend the test or the product.`)).toEqual([])
})
