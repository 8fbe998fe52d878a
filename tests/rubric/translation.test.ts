import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadLibrary } from '#app/domain/rubric-versions/index.server.ts'
import {
  type Answer,
  type CompiledRubric,
  compileRubric,
  evaluate,
  gatherFacts,
  partOf,
  type Rubric,
} from '#app/rubric/index.ts'
import { parseTranslation } from '#app/rubric/parse/parse-translation.ts'
import { type Translation, textsOf, translate, translatePart, withAddOnTexts } from '#app/rubric/translation.ts'
import { answered, unknown } from './fixtures/rubrics.ts'

const library = await loadLibrary('rubrics', { drafts: true })
const triage = library.latest('launch-triage')?.compiled as CompiledRubric
const [portuguese] = library.translationsOf('launch-triage', '1.0.0')
if (!portuguese) throw new Error('launch-triage is not translated')
const text = readFileSync('rubrics/launch-triage/1.0.0.pt-BR.yaml', 'utf8')
const read = (changed: string) => parseTranslation(changed, triage.rubric).diagnostics
const inLanguage = ({ rubric, taxonomy, table }: CompiledRubric, translation: Translation) =>
  compileRubric(translate(rubric, translation), taxonomy, table)

/** Every text marked, as a translator with no other language would. */
const marked = (rubric: Rubric, mark: (words: string) => string): Translation => {
  const texts = JSON.parse(JSON.stringify(textsOf(rubric)), (_, value) =>
    typeof value === 'string' ? mark(value) : value,
  )
  return { schema: 1, translates: `${rubric.key}@${rubric.version}`, language: 'xx', ...texts }
}
const all = [...library.rubrics.values()].flat().map((one) => [`${one.key}@${one.version}`, one.compiled] as const)

test('the Portuguese triage says everything in Portuguese, and nothing else differs', () => {
  const { rubric } = inLanguage(triage, portuguese)
  const { schema: _, translates, language, ...texts } = portuguese
  expect({ translates, language }).toEqual({ translates: 'launch-triage@1.0.0', language: 'pt-BR' })
  expect(textsOf(rubric)).toEqual(texts)
  expect(translate(rubric, { ...portuguese, language: 'en', ...textsOf(triage.rubric) })).toEqual(triage.rubric)
})

test.each(all)('%s can be translated: all its texts, and back again', (_, { rubric }) => {
  const there = marked(rubric, (words) => `«${words}»`)
  const texts = translate(rubric, there)
  expect(textsOf(texts)).toEqual(textsOf({ ...rubric, ...texts }))
  expect(parseTranslation(JSON.stringify(marked(rubric, (words) => words)), rubric).ok).toBe(true)
  const back = { ...there, language: rubric.language, ...textsOf(rubric) }
  expect(translate(texts, back)).toEqual(rubric)
})

const answerFor = (compiled: CompiledRubric, id: string): fc.Arbitrary<Answer | undefined> => {
  const { kind, options = [] } = compiled.byId.get(id)?.question ?? { kind: 'text' as const }
  const words = options.map(({ value }) => value)
  const value =
    kind === 'yes_no'
      ? fc.constantFrom('yes', 'no')
      : kind === 'single'
        ? fc.constantFrom(...words)
        : kind === 'multi'
          ? fc.subarray(words, { minLength: 1 })
          : kind === 'number'
            ? fc.integer({ min: 0, max: 100 })
            : fc.constant('some words')
  return fc.option(fc.oneof({ weight: 5, arbitrary: value.map(answered) }, fc.constant(unknown)), { nil: undefined })
}
const answersTo = (compiled: CompiledRubric) =>
  fc.record(
    Object.fromEntries(compiled.questions.map(({ question: { id } }) => [id, answerFor(compiled, id)])),
  ) as fc.Arbitrary<Record<string, Answer>>

/** What came of answers, without its words. */
const result = (compiled: CompiledRubric, answers: Record<string, Answer>) => {
  const given = Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== undefined))
  const { facts, tier, outcome, assessment, decision } = evaluate(compiled, { answers: given })
  return {
    visible: facts.visible.map(({ question }) => question.id),
    ...{ slots: facts.slots, hidden: facts.hidden, missing: facts.missing, unknown: facts.unknown },
    knockouts: facts.knockouts.map(({ knockout: { code }, because }) => [code, because]),
    tier: tier && [tier.tier, tier.rule],
    outcome: outcome && (outcome.state === 'decided' ? outcome.outcome.id : outcome.missing),
    levels: assessment?.harms.map(({ code, inherent, current, target }) => [code, inherent, current, target]),
    decision: decision && [decision.proposal, decision.authority, decision.reasons.map(({ code }) => code)],
  }
}
const turned = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, part]) => [key, turned(part)]),
      )
    : value

test('what comes of answers does not depend on the language, nor on the order of keys', () => {
  const there = inLanguage(triage, portuguese)
  const backwards = inLanguage(triage, turned(portuguese) as Translation)
  fc.assert(
    fc.property(answersTo(triage), (answers) => {
      const before = result(triage, answers)
      expect(result(there, answers)).toEqual(before)
      expect(result(backwards, turned(answers) as Record<string, Answer>)).toEqual(before)
    }),
    { numRuns: 300 },
  )
})

test.each(all)('what comes of answers to %s does not depend on the language', (_, compiled) => {
  const there = inLanguage(
    compiled,
    marked(compiled.rubric, (words) => `«${words}»`),
  )
  fc.assert(
    fc.property(answersTo(compiled), (answers) => {
      expect(result(there, answers)).toEqual(result(compiled, answers))
    }),
    { numRuns: 15 },
  )
})

test('a page of questions can be shown in another language, without the score key', () => {
  const full = library.latest('launch-full')?.compiled as CompiledRubric
  const facts = gatherFacts(full, {}, { tier: answered('T3') })
  const [first] = full.rubric.sections
  const there = marked(full.rubric, (words) => `«${words}»`)
  const part = translatePart(partOf(full, facts, [first?.id ?? '']), there)
  expect(part.sections[0]?.title).toBe(`«${first?.title}»`)
  expect(
    part.sections[0]?.questions.every(({ text: words, help }) => words.startsWith('«') && help.startsWith('«')),
  ).toBe(true)
  expect(JSON.stringify(part)).not.toMatch(/knockouts|effects/)
})

test('a base speaks the language of its add-ons where they are translated, and their own where not', () => {
  const base = library.rubrics.get('launch-full')?.find(({ version }) => version === '2.0.0')
    ?.compiled as CompiledRubric
  const addOn = library.latest('genai')?.compiled as CompiledRubric
  const whole = withAddOnTexts(
    marked(base.rubric, (words) => `«${words}»`),
    [marked(addOn.rubric, (words) => `»${words}«`)],
  )
  const said = translate(base.rubric, whole).sections.map(({ id, title }) => [id.split('.')[0], title[0]] as const)
  expect(new Set(said.filter(([id]) => id === 'genai').map(([, mark]) => mark))).toEqual(new Set(['»']))
  expect(said.find(([id]) => id === 'livestream')?.[1]).toMatch(/[A-Z]/)
  expect(said[0]?.[1]).toBe('«')
})

const without = (line: string) => text.replace(`${line}\n`, '')
test.each([
  [
    'an id that does not exist',
    text.replace('  minors:', '  minor:'),
    'text-unknown',
    'questions.minor',
    'Did you mean minors?',
  ],
  [
    'a text that is missing',
    without('    unit: "% dos usuários ativos"'),
    'text-missing',
    'questions.reach.unit',
    'Translate it.',
  ],
  [
    'an option that is missing',
    without('      older: { label: Algo já encerrado ou de mais de doze meses atrás }'),
    'text-missing',
    'questions.history.options.older.label',
    'Translate it.',
  ],
  [
    'a hint that the rubric does not have',
    text.replace('video: { label: Vídeo }', 'video: { label: Vídeo, hint: x }'),
    'text-unknown',
    'questions.contact.options.video.hint',
    expect.anything(),
  ],
  [
    'another version',
    text.replace('launch-triage@1.0.0', 'launch-triage@1.1.0'),
    'not-its-translation',
    'translates',
    expect.anything(),
  ],
  [
    'its own language',
    text.replace('language: pt-BR', 'language: en'),
    'not-its-translation',
    'language',
    expect.anything(),
  ],
  ['a key that is not text', text.replace('  minors:', '  7:'), 'key-not-text', 'questions', expect.anything()],
  [
    'a text that is a number',
    text.replace('    text: Que tipo de mudança é esta?', '    text: 7'),
    'wrong-type',
    'questions.change_type.text',
    expect.anything(),
  ],
  [
    'a condition',
    text.replace('  minors:', '  minors:\n    show_when: { live: none }'),
    'unknown-key',
    'questions.minors.show_when',
    expect.anything(),
  ],
  [
    'an effect',
    text.replace('chat: { label:', 'chat: { effects: [{ harm: CSE-3, dL: 0 }], label:'),
    'unknown-key',
    'questions.contact.options.chat.effects',
    expect.anything(),
  ],
  [
    'a tier',
    text.replace('t4_history: algo', 't4_history: { tier: T0 } #'),
    'wrong-type',
    'tiers.rules.t4_history',
    expect.anything(),
  ],
])('a translation is refused for %s, with its place', (_, changed, code, path, remedy) => {
  expect(changed).not.toBe(text)
  expect(read(changed)).toMatchObject([{ code, path, line: expect.any(Number), remedy }])
})
