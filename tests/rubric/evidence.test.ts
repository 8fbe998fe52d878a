import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAnswersFile } from '#app/rubric/answers-file.ts'
import {
  type Answer,
  type AnswerValue,
  canonicalJson,
  checkEvidence,
  compilePart,
  type Evidence,
  evaluate,
  evidenceWhenText,
  gatherFacts,
  partOf,
} from '#app/rubric/index.ts'
import { parseScenario, runScenario } from '#app/rubric/scenario.ts'
import { answered, compiled, option, question, unknown } from './fixtures/rubrics.ts'

const PROOF: Evidence[] = [{ label: 'Test with two accounts', url: 'https://docs.example.org/block?a=1#b' }]
const proved = (value: AnswerValue, evidence: unknown = PROOF): Answer => ({
  state: 'answered',
  value,
  evidence: evidence as Evidence[],
})

const rubric = compiled([
  question('block', 'yes_no', { evidence_when: 'yes', evidence: 'The test with two accounts.' }),
  question('minutes', 'number', { unit: 'minutes', evidence_when: { lte: 15 } }),
  question('who', 'multi', {
    options: [option('women'), option('crisis'), option('none')],
    evidence_when: { in: ['women', 'crisis'] },
  }),
  question('plain', 'yes_no', { options: [option('yes', [{ harm: 'CSE-3', dL: 2 }]), option('no')] }),
])
const unprovenIn = (answers: Record<string, Answer>) => gatherFacts(rubric, answers).unproven

describe('which answers are asked for evidence', () => {
  test('those for which the question’s own test holds, until some is given', () => {
    expect(unprovenIn({})).toEqual([])
    expect(unprovenIn({ block: answered('yes'), minutes: answered(15), who: answered(['none', 'crisis']) })).toEqual([
      'block',
      'minutes',
      'who',
    ])
    expect(unprovenIn({ block: answered('no'), minutes: answered(16), who: answered(['none']) })).toEqual([])
    expect(unprovenIn({ block: proved('yes'), minutes: proved(3), plain: answered('yes') })).toEqual([])
  })

  test('"not known" and "does not apply" claim nothing', () => {
    const open = compiled([
      question('what', 'single', { options: [option('a')], evidence_when: { in: ['a', 'unknown'] } }),
    ])
    const of = (what: Answer) => gatherFacts(open, { what }).unproven
    expect(of(answered('a'))).toEqual(['what'])
    expect(of(unknown)).toEqual([])
    expect(of({ state: 'n_a', reason: 'No blocks' })).toEqual([])
  })

  test('nobody asks for evidence of an answer that is hidden, or of somebody else’s', () => {
    const hiding = compiled([
      question('first', 'yes_no'),
      question('second', 'yes_no', { show_when: { first: 'yes' }, evidence_when: 'yes' }),
      question('own', 'yes_no', { answered_by: 'reviewer', evidence_when: 'yes' }),
    ])
    const answers = { first: answered('no'), second: answered('yes'), own: answered('yes') }
    expect(gatherFacts(hiding, answers, {}, { answeredBy: 'submitter' }).unproven).toEqual([])
    expect(gatherFacts(hiding, answers).unproven).toEqual(['own'])
    expect(gatherFacts(hiding, { ...answers, first: answered('yes') }).unproven).toEqual(['second', 'own'])
  })

  test('the browser of whoever answers knows it too', () => {
    const part = compilePart(partOf(rubric, gatherFacts(rubric, {}), ['all_of_it']))
    expect(gatherFacts(part, { block: answered('yes') }).unproven).toEqual(['block'])
  })
})

describe('what evidence does', () => {
  test('evidence of another answer is left out of what counts, and is there again with the answer it belongs to', () => {
    const slot = rubric.slotOf('block')
    expect(gatherFacts(rubric, { block: proved('yes') }).slots[slot]).toEqual(proved('yes'))
    expect(gatherFacts(rubric, { block: proved('no') }).slots[slot]).toEqual(answered('no'))
  })

  test('no level, tier or decision hangs on it, and nothing waits for it', () => {
    const value = fc.constantFrom('yes', 'no')
    fc.assert(
      fc.property(value, value, fc.integer({ min: 0, max: 30 }), (block, plain, minutes) => {
        const bare = { block: answered(block), plain: answered(plain), minutes: answered(minutes) }
        const full = { block: proved(block), plain: answered(plain), minutes: proved(minutes) }
        const [without, with_] = [evaluate(rubric, { answers: bare }), evaluate(rubric, { answers: full })]
        expect(with_.assessment).toEqual(without.assessment)
        expect(with_.decision).toEqual(without.decision)
        const { missing, invalid, openGates, completeness } = without.facts
        expect(with_.facts).toMatchObject({ missing, invalid, openGates, completeness })
      }),
    )
  })

  test('a link that is still being typed does not make the answer disappear', () => {
    const typing = { block: proved('yes', [{ label: '', url: 'htt' }]) }
    const facts = gatherFacts(rubric, typing)
    expect(facts.invalid).toEqual([])
    expect(facts.slots[rubric.slotOf('block')]).toMatchObject({ state: 'answered', value: 'yes' })
  })

  test('it is part of the answer’s canonical text; without any, the text is as it always was', () => {
    expect(canonicalJson(proved('yes'))).toBe(
      '{"evidence":[{"label":"Test with two accounts","url":"https://docs.example.org/block?a=1#b"}],"state":"answered","value":"yes"}',
    )
    expect(canonicalJson(answered('yes'))).toBe('{"state":"answered","value":"yes"}')
  })
})

describe('what evidence is', () => {
  const codeOf = (evidence: unknown, id = 'block') => {
    const asked = rubric.byId.get(id)
    return asked && checkEvidence(asked, proved('yes', evidence))?.code
  }
  const [piece] = PROOF as [Evidence]

  test('links with what they show', () => {
    expect(codeOf(PROOF)).toBeUndefined()
    expect(codeOf(Array.from({ length: 10 }, () => piece))).toBeUndefined()
  })

  test.each<[string, unknown, string]>([
    ['a list without a piece', [], 'evidence-shape'],
    ['no list', 'https://docs.example.org', 'evidence-shape'],
    ['nothing', null, 'evidence-shape'],
    ['a link alone', [{ url: piece.url }], 'evidence-shape'],
    ['a link that says nothing of what it shows', [{ ...piece, label: '  ' }], 'evidence-shape'],
    ['a link that anybody on the way can read', [{ ...piece, url: 'http://docs.example.org' }], 'evidence-shape'],
    ['a link that would run', [{ ...piece, url: 'javascript:alert(1)' }], 'evidence-shape'],
    ['a link that is none', [{ ...piece, url: 'https://' }], 'evidence-shape'],
    ['more than it is made of', [{ ...piece, on: '2026-10-01' }], 'evidence-shape'],
    ['a wall of links', Array.from({ length: 11 }, () => piece), 'evidence-too-much'],
    ['a character that cannot be stored', [{ ...piece, label: 'a\u0000' }], 'unstorable-character'],
    ['half a character', [{ ...piece, label: '\ud800' }], 'unstorable-character'],
  ])('and not %s', (_, evidence, code) => {
    expect(codeOf(evidence)).toBe(code)
  })

  test('it goes with questions that ask for it', () => {
    expect(codeOf(PROOF, 'plain')).toBe('evidence-not-asked')
  })
})

test.each<[Record<string, unknown>, string | undefined]>([
  [{ kind: 'yes_no', evidence_when: 'no' }, 'if you answer “No”'],
  [{ kind: 'yes_no' }, undefined],
  [{ kind: 'number', unit: 'minutes', evidence_when: { lte: 15 } }, 'if you answer “15 minutes” or less'],
  [{ kind: 'number', evidence_when: { gt: 1000 } }, 'if you answer more than “1,000”'],
  [
    { kind: 'scale', anchors: ['none', 'some', 'half', 'most', 'all'], evidence_when: { gte: 3 } },
    'if you answer “3: most” or more',
  ],
  [
    { kind: 'multi', options: ['a', 'b', 'c'].map((one) => option(one)), evidence_when: { in: ['a', 'b', 'unknown'] } },
    'if you choose “a” or “b”',
  ],
  [
    {
      kind: 'single',
      options: [{ value: 'x', label: 'Tried out' }],
      evidence_when: { in: ['x'] },
    },
    'if you answer “Tried out”',
  ],
  [{ kind: 'grid', evidence_when: { items_gte: 1 } }, 'if you give 1 or more'],
  [{ kind: 'text', evidence_when: { answered: true } }, 'with any answer'],
])('when it is asked for, in words: %o', (asked, words) => {
  expect(evidenceWhenText(asked as never)).toBe(words)
})

describe('in an answers file', () => {
  const read = (text: string) => readAnswersFile(text, rubric)

  test('evidence stands beside a value', () => {
    const file = read(
      'block: {value: yes, evidence: [{label: Test with two accounts, url: "https://docs.example.org/block?a=1#b"}]}\nwho: {value: crisis, evidence: null}',
    )
    expect(file.ok && file.value.answers).toEqual({ block: proved('yes'), who: answered(['crisis']) })
  })

  test.each([
    ['block: {evidence: []}', 'answer-shape', '{value: …, evidence:'],
    ['block: {unknown: asked, evidence: []}', 'answer-shape', '{value: …, evidence:'],
    ['block: {value: yes, evidence: [{label: Test}]}', 'answer-evidence-shape', 'https://'],
    ['block: {value: yes, evidence: "https://docs.example.org"}', 'answer-evidence-shape', 'https://'],
    [
      'plain: {value: yes, evidence: [{label: a, url: "https://a.example"}]}',
      'answer-evidence-not-asked',
      'No evidence',
    ],
    ['block: {value: yes, proof: 1}', 'answer-shape', '{value: …, evidence: […]}'],
  ])('%s is refused as %s', (text, code, remedy) => {
    expect(read(text).diagnostics[0]).toMatchObject({ code, remedy: expect.stringContaining(remedy) })
  })

  test('a scenario says which answers are asked for evidence', () => {
    const run = (unproven: string) => {
      const scenario = parseScenario(
        `{rubric: small, title: T, answers: {block: yes}, expect: {unproven: ${unproven}}}`,
      )
      return scenario.ok ? runScenario(scenario.value, rubric) : scenario.diagnostics
    }
    expect(run('[block]')).toEqual([])
    expect(run('[]')).toEqual(['without evidence: block there, but not expected'])
  })
})
