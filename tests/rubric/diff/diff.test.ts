import { describe, expect, test } from 'vitest'
import { actualBump, checkBump, diffRubrics, nextVersion, type RubricChange, requiredBump } from '#app/rubric/diff.ts'
import { type CompiledRubric, compileRubric } from '#app/rubric/index.ts'
import { compiled, option, policyTable, question, taxonomy } from '../fixtures/rubrics.ts'

type Made = Record<string, unknown>
const KO = {
  code: 'KO-OPEN',
  when: { reach: 'anyone', minors: { in: ['yes', 'unknown'] } },
  action: 'block',
  reason: 'Anyone could write.',
  remedy: 'Limit it.',
}
const reach = (more: Made = {}): Made =>
  question('reach', 'single', {
    options: [option('nobody'), option('friends'), option('anyone', [{ harm: 'CSE-3', dL: 1 }])],
    knockouts: [KO],
    ...more,
  })
const minors = (more: Made = {}): Made => question('minors', 'yes_no', { gate: true, ...more })
const days = (more: Made = {}): Made =>
  question('days', 'number', {
    min: 0,
    max: 90,
    unit: 'days',
    show_when: { reach: { in: ['friends', 'anyone'] } },
    ...more,
  })
const rows = (more: Made = {}): Made =>
  question('signals', 'grid', {
    rows: 'free',
    columns: [
      { id: 'name', label: 'Name', kind: 'text' },
      { id: 'how', label: 'How', kind: 'single', options: [option('chart'), option('alert')] },
    ],
    ...more,
  })
const BASE = [reach(), minors(), days(), rows()]
const TIERS = {
  rules: [
    { id: 'minors_first', tier: 'T4', when: { minors: 'yes' }, because: 'Minors.' },
    { id: 'wide', tier: 'T3', when: { reach: 'anyone' }, because: 'Wide.' },
  ],
  otherwise: { tier: 'T2', because: 'Else.' },
  about: Object.fromEntries(
    ['T0', 'T1', 'T2', 'T3', 'T4'].map((tier) => [tier, { title: tier, next: 'Wait.', business_days: 5 }]),
  ),
}
const OUTCOME = {
  values: [
    { id: 'urgent', title: 'Urgent', next: 'Call.' },
    { id: 'plan', title: 'A plan', next: 'Meet.' },
  ],
  rules: [{ code: 'R-OPEN-1', when: { reach: 'anyone' }, to: 'urgent', because: 'Open.' }],
  otherwise: 'plan',
}
const ending = (questions: Made[], more: Made): CompiledRubric => compiled(questions, { decision: undefined, ...more })
const without = (from: Made, key: string): Made =>
  Object.fromEntries(Object.entries(from).filter(([name]) => name !== key))
const instead = (changed: Made): Made[] => BASE.map((one) => (one.id === changed.id ? changed : one))
const changesFrom = (questions: Made[], more: Made = {}, before = compiled(BASE)): RubricChange[] =>
  diffRubrics(before, compiled(questions, more))
const told = (changes: readonly RubricChange[]) => changes.map(({ kind, id }) => `${kind} ${id}`)

test('a version beside itself differs in nothing', () => {
  expect(diffRubrics(compiled(BASE), compiled(BASE))).toEqual([])
  expect(requiredBump([])).toBeUndefined()
})

describe('questions and options', () => {
  test.each<[string, Made[], string[], string | undefined]>([
    ['a new question', [...BASE, question('extra', 'text')], ['question-added extra'], 'minor'],
    ['a new gate', [...BASE, minors({ id: 'extra' })], ['gate-question-added extra'], 'major'],
    ['a question gone', BASE.slice(0, 3), ['question-removed signals'], 'major'],
    ['a renamed question', [...BASE.slice(0, 3), rows({ id: 'signs' })], ['question-renamed signals'], 'major'],
    ['another order', [minors(), days(), rows(), reach()], ['order-changed reach'], 'patch'],
    ['another text', instead(minors({ text: 'Can children reach it?' })), ['wording minors'], 'patch'],
    ['another example', instead(minors({ example: 'No.' })), ['wording minors'], 'patch'],
    ['references in another order', instead(minors({ refs: ['DTSP:PD4'] })), [], undefined],
    ['another reference', instead(minors({ refs: ['DTSP:PD5'] })), ['refs-changed minors'], 'patch'],
    ['another dimension', instead(minors({ dimension: 'control' })), ['dimension-changed minors'], 'patch'],
    ['no gate', instead(minors({ gate: false })), ['gate-changed minors'], 'major'],
    ['optional', instead(minors({ required: false })), ['required-changed minors'], 'major'],
    ['unknown refused', instead(minors({ allow_unknown: false })), ['unknown-refused minors'], 'major'],
    ['asked of the reviewer', instead(minors({ answered_by: 'reviewer' })), ['visibility-changed minors'], 'major'],
    ['sensitive', instead(minors({ sensitivity: 'sensitive' })), ['sensitivity-changed minors'], 'minor'],
    ['evidence asked for', instead(minors({ evidence_when: 'yes' })), ['evidence-asked minors'], 'minor'],
    ['another kind', instead(minors({ kind: 'date' })), ['question-kind-changed minors'], 'major'],
    ['fewer days', instead(days({ max: 30 })), ['limits-narrowed days'], 'major'],
    ['more days', instead(days({ max: 300 })), ['limits-widened days'], 'minor'],
    ['no least number', instead(without(days(), 'min')), ['limits-widened days'], 'minor'],
    ['whole days', instead(days({ integer: true })), ['limits-narrowed days'], 'major'],
    ['another unit', instead(days({ unit: 'weeks' })), ['question-kind-changed days'], 'major'],
    ['shown otherwise', instead(days({ show_when: { reach: 'anyone' } })), ['visibility-changed days'], 'major'],
    ['more rows asked', instead(rows({ min_rows: [{ rows: 2 }] })), ['rows-asked-changed signals'], 'major'],
    [
      'harmless option',
      instead(reach({ options: [...(reach().options as object[]), option('club')] })),
      ['option-added reach'],
      'minor',
    ],
    [
      'a label',
      instead(rows({ columns: [{ id: 'name', label: 'Title', kind: 'text' }, (rows().columns as object[])[1]] })),
      ['wording signals'],
      'patch',
    ],
    [
      'a column gone',
      instead(rows({ columns: (rows().columns as object[]).slice(1) })),
      ['limits-narrowed signals'],
      'major',
    ],
  ])('%s', (_, questions, expected, bump) => {
    const changes = changesFrom(questions)
    expect(told(changes)).toEqual(expected)
    expect(requiredBump(changes)).toBe(bump)
    for (const { sentence } of changes) expect(sentence).toMatch(/^[A-Z`].*\.$/)
  })

  test('a gate that no longer takes "does not apply" refuses answers; one that takes it again refuses none', () => {
    const strict = instead(minors({ allow_na: false }))
    expect(told(changesFrom(strict))).toEqual(['na-refused minors'])
    expect(told(changesFrom(BASE, {}, compiled(strict)))).toEqual(['na-allowed minors'])
  })

  test('an option that is gone, renamed or chosen alone breaks the answers that hold it', () => {
    const [nobody, friends, anyone] = reach().options as Made[]
    const withOptions = (...options: unknown[]) => changesFrom(instead(reach({ options })))
    expect(told(withOptions(friends, anyone))).toEqual(['option-removed reach'])
    expect(withOptions(friends, anyone)[0]?.sentence).toBe('`reach` lost the option nobody (“nobody”).')
    expect(withOptions({ value: 'no_one', label: 'nobody' }, friends, anyone)).toMatchObject([
      { kind: 'option-renamed', from: 'nobody', to: 'no_one', class: 'breaking' },
    ])
    expect(told(withOptions({ ...nobody, exclusive: true }, friends, anyone))).toEqual(['limits-narrowed reach'])
    expect(told(withOptions({ ...nobody, exclusive: false }, friends, anyone))).toEqual([])
    expect(told(withOptions(friends, nobody, anyone))).toHaveLength(1)
  })
})

describe('what answers raise', () => {
  const raising = (effects: { harm: string; dL?: number; dS?: number }[]) =>
    changesFrom(instead(reach({ options: [option('nobody'), option('friends'), option('anyone', effects)] })))

  test('an effect is known by its harm; no steps and steps left out are the same', () => {
    expect(raising([{ harm: 'CSE-3', dL: 1, dS: 0 }])).toEqual([])
    expect(raising([{ harm: 'CSE-3', dL: 2 }])).toMatchObject([
      {
        kind: 'effect-changed',
        id: 'reach',
        path: 'sections[0].questions[0].options[2].effects[0]',
        from: { harm: 'CSE-3', dL: 1, dS: 0 },
        to: { harm: 'CSE-3', dL: 2, dS: 0 },
        sentence: '`reach`, option anyone raises CSE-3 by likelihood +2 instead of likelihood +1.',
      },
    ])
    expect(told(raising([]))).toEqual(['effect-removed reach'])
    expect(told(raising([{ harm: 'CSE-3', dL: 1 }, { harm: 'HAR-2' }]))).toEqual(['effect-added reach'])
  })

  test('a new option that raises a harm changes what "not known" counts as', () => {
    const options = [...(reach().options as object[]), option('press', [{ harm: 'HAR-2', dL: 1 }])]
    const changes = changesFrom(instead(reach({ options })))
    expect(told(changes)).toEqual(['option-added reach', 'unknown-counts-differently reach'])
    const strict = compiled(instead(reach({ allow_unknown: false })))
    expect(told(changesFrom(instead(reach({ options, allow_unknown: false })), {}, strict))).toEqual([
      'option-added reach',
    ])
  })

  test('effects by a test on the own answer are known by harm and meaning of the test', () => {
    const before = compiled(instead(days({ effects: [{ harm: 'PRV-3', dL: 1, when: { gte: 30, lt: 60 } }] })))
    const turned = instead(days({ effects: [{ harm: 'PRV-3', dL: 1, when: { lt: 60, gte: 30 } }] }))
    expect(changesFrom(turned, {}, before)).toEqual([])
    const other = instead(days({ effects: [{ harm: 'PRV-3', dL: 1, when: { gte: 40 } }] }))
    expect(told(changesFrom(other, {}, before))).toEqual(['effect-removed days', 'effect-added days'])
  })
})

describe('knock-outs', () => {
  const knockedOut = (knockouts: unknown[], more: Made[] = []) =>
    changesFrom([...instead(reach({ knockouts })), ...more])

  test('a new one decides about earlier answers, unless it needs an answer that is new', () => {
    const late = { ...KO, code: 'KO-LATE', when: { reach: 'anyone', extra: 'yes' } }
    expect(told(knockedOut([KO, { ...KO, code: 'KO-LATE' }]))).toEqual(['knockout-added KO-LATE'])
    const ahead = knockedOut([KO, late], [question('extra', 'yes_no')])
    expect(told(ahead)).toEqual(['question-added extra', 'knockout-added-ahead KO-LATE'])
    expect(requiredBump(ahead)).toBe('minor')
    const blank = { ...late, when: { reach: 'anyone', extra: { in: ['yes', 'blank'] } } }
    expect(requiredBump(knockedOut([KO, blank], [question('extra', 'yes_no')]))).toBe('major')
  })

  test('a new option of a gate may be what "not known" meant', () => {
    const fired = (gate: boolean) => {
      const old = compiled(instead(reach({ gate })))
      const options = [...(reach().options as object[]), option('press')]
      const knockouts = [KO, { ...KO, code: 'KO-PRESS', when: { reach: 'press' } }]
      return told(changesFrom(instead(reach({ gate, options, knockouts })), {}, old))
    }
    expect(fired(false)).toEqual(['option-added reach', 'knockout-added-ahead KO-PRESS'])
    expect(fired(true)).toEqual(['option-added reach', 'knockout-added KO-PRESS'])
  })

  test('removed, fired otherwise, moved to another question, worded anew', () => {
    expect(told(knockedOut([]))).toEqual(['knockout-removed KO-OPEN'])
    expect(told(knockedOut([{ ...KO, action: 'escalate' }]))).toEqual(['knockout-changed KO-OPEN'])
    expect(told(knockedOut([{ ...KO, when: { reach: 'anyone' } }]))).toEqual(['knockout-changed KO-OPEN'])
    expect(told(knockedOut([{ ...KO, remedy: 'Close it.' }]))).toEqual(['wording KO-OPEN'])
    const moved = BASE.map((one) =>
      one.id === 'reach' ? reach({ knockouts: [] }) : one.id === 'minors' ? minors({ knockouts: [KO] }) : one,
    )
    expect(told(changesFrom(moved))).toEqual(['knockout-changed KO-OPEN'])
  })

  test('a condition written otherwise is the same condition', () => {
    const when = { all: [{ minors: { in: ['unknown', 'yes'] } }, { any: [{ reach: { in: ['anyone'] } }] }] }
    expect(knockedOut([{ ...KO, when }])).toEqual([])
    expect(knockedOut([{ ...KO, when: { not: { any: [{ not: { reach: 'anyone' } }, { not: KO.when }] } } }])).toEqual(
      [],
    )
  })

  test('a condition that only adds a new option leaves earlier answers alone', () => {
    const options = [...(reach().options as object[]), option('press')]
    const wider = [
      reach({ options }),
      minors(),
      days({ show_when: { reach: { in: ['friends', 'anyone', 'press'] } } }),
      rows(),
    ]
    expect(told(changesFrom(wider))).toEqual(['visibility-changed-ahead days', 'option-added reach'].reverse())
    expect(requiredBump(changesFrom(wider))).toBe('minor')
  })
})

describe('sections, given facts and the file', () => {
  const sections = (...ids: string[]) =>
    ids.map((id) => ({ id, title: id, questions: [question(`q_${id}`, 'yes_no')] }))
  const file = (more: Made) => compiled([], more)

  test('sections come, go, move and are shown otherwise', () => {
    const before = file({ sections: sections('a', 'b', 'c') })
    const of = (list: object[]) => told(diffRubrics(before, file({ sections: list })))
    expect(of(sections('a', 'b', 'c', 'd'))).toEqual(['section-added d', 'question-added q_d'])
    expect(of(sections('a', 'b'))).toEqual(['section-removed c', 'question-removed q_c'])
    expect(of(sections('b', 'c', 'a'))).toEqual(['order-changed a'])
    expect(of([...sections('a', 'b'), { ...sections('c')[0], show_when: { q_a: 'yes' } }])).toEqual([
      'visibility-changed c',
    ])
    expect(of([...sections('a', 'b'), { ...sections('c')[0], title: 'Sea' }])).toEqual(['wording c'])
  })

  test('a question that moves to a section shown otherwise is shown otherwise', () => {
    const hidden = { id: 'b', title: 'b', show_when: { q_a: 'yes' }, questions: [question('q_b', 'yes_no')] }
    const [a, b] = [question('q_a', 'yes_no'), question('q_x', 'yes_no')]
    const before = file({ sections: [{ id: 'a', title: 'a', questions: [a, b] }, hidden] })
    const after = file({
      sections: [
        { id: 'a', title: 'a', questions: [a] },
        { ...hidden, questions: [b, ...hidden.questions] },
      ],
    })
    expect(told(diffRubrics(before, after))).toEqual(['question-moved q_x', 'visibility-changed q_x'])
  })

  test('given facts', () => {
    const tier = { id: 'tier', kind: 'single', text: 'Tier', values: ['T2', 'T3'] }
    const before = compiled(BASE, { given: [tier] })
    const of = (...given: object[]) => told(changesFrom(BASE, { given }, before))
    expect(of(tier, { ...tier, id: 'reach_given' })).toEqual(['given-added reach_given'])
    expect(of({ ...tier, id: 'level' })).toEqual(['given-removed tier', 'given-added level'])
    expect(of({ ...tier, values: ['T3', 'T2'] })).toEqual(['order-changed tier'])
    expect(of({ ...tier, values: ['T2', 'T4'] })).toEqual(['given-removed tier', 'given-widened tier'])
    expect(of({ ...tier, text: 'The tier' })).toEqual(['wording tier'])
    expect(of({ ...tier, kind: 'multi' })).toEqual(['given-kind-changed tier'])
  })

  test('the top of the file and the settings of the decision', () => {
    const decision = { table: 'default-5x5@2026-06', completeness: 0.95, multi_risk: 2, approval_ttl_days: 365 }
    const of = (more: Made) => told(changesFrom(BASE, more))
    expect(of({ title: 'Smaller' })).toEqual(['wording small'])
    expect(of({ effective: '2026-11-01' })).toEqual(['effective-changed small'])
    expect(of({ key: 'other' })).toEqual(['key-changed other'])
    expect(of({ budget: { visible_questions: 20 } })).toEqual(['budget-changed small'])
    expect(of({ wide_scope_when: { days: { gte: 9 } } })).toEqual(['wide-scope-changed small'])
    for (const changed of [{ completeness: 0.9 }, { multi_risk: 3 }, { approval_ttl_days: 180 }])
      expect(of({ decision: { ...decision, ...changed } })).toEqual(['decision-setting-changed small'])
    expect(of({ decision: undefined })).toEqual(['conclusion-changed small'])
  })

  test('the packs count by what is in them', () => {
    const before = compiled(BASE)
    const harms = taxonomy.harms.map((harm) => (harm.code === 'CSE-3' ? { ...harm, floor: 1 } : harm))
    const floors = compileRubric(before.rubric, { ...taxonomy, harms }, policyTable)
    expect(told(diffRubrics(before, floors))).toEqual(['floor-changed CSE-3'])
    const table = {
      ...policyTable,
      rows: { ...policyTable.rows, S1: ['C', ...policyTable.rows.S1.slice(1)] },
    } as typeof policyTable
    expect(diffRubrics(before, compileRubric(before.rubric, taxonomy, table))).toMatchObject([
      { kind: 'level-changed', id: 'S1×L1', to: 'C', bump: 'major' },
    ])
    const fewer = { ...taxonomy, harms: taxonomy.harms.filter(({ code }) => code !== 'HAR-2') }
    const less = compileRubric(before.rubric, fewer, policyTable)
    expect(told(diffRubrics(before, less))).toEqual(['harm-removed HAR-2'])
    expect(told(diffRubrics(less, before))).toEqual(['harm-added HAR-2'])
  })
})

describe('what a rubric ends in', () => {
  test('tier rules by id, in their order', () => {
    const before = ending(BASE, { tiers: TIERS })
    const of = (tiers: Made) => told(diffRubrics(before, ending(BASE, { tiers: { ...TIERS, ...tiers } })))
    const [first, second] = TIERS.rules
    expect(of({ rules: [second, first] })).toEqual([expect.stringMatching(/^tier-rule-changed /)])
    expect(of({ rules: [first] })).toEqual(['tier-rule-removed wide'])
    expect(of({ rules: [first, { ...second, tier: 'T2' }] })).toEqual(['tier-rule-changed wide'])
    expect(of({ rules: [first, { ...second, because: 'Far.' }] })).toEqual(['wording wide'])
    expect(of({ rules: [...TIERS.rules, { ...first, id: 'more' }] })).toEqual(['tier-rule-added more'])
    expect(of({ otherwise: { tier: 'T1', because: 'Else.' } })).toEqual(['tier-rule-changed otherwise'])
    expect(of({ about: { ...TIERS.about, T3: { title: 'T3', next: 'Wait.', business_days: 7 } } })).toEqual([
      'days-changed T3',
    ])
  })

  test('outcomes by id, their rules by code, routes in the order of the file', () => {
    const of = (outcome: Made) =>
      told(
        diffRubrics(
          ending([reach({ knockouts: [] })], { outcome: OUTCOME }),
          ending([reach({ knockouts: [] })], { outcome: { ...OUTCOME, ...outcome } }),
        ),
      )
    const [rule] = OUTCOME.rules
    expect(of({ rules: [] })).toEqual(['outcome-rule-removed R-OPEN-1'])
    expect(of({ rules: [{ ...rule, to: 'plan' }] })).toEqual(['outcome-rule-changed R-OPEN-1'])
    expect(of({ rules: [rule, { ...rule, code: 'R-OPEN-2' }] })).toEqual(['outcome-rule-added R-OPEN-2'])
    expect(of({ values: [...OUTCOME.values, { id: 'later', title: 'Later', next: 'Wait.' }] })).toEqual([
      'outcome-added later',
    ])
    expect(of({ values: [OUTCOME.values[0], { id: 'plan', title: 'Plan', next: 'Meet.' }] })).toEqual(['wording plan'])
    expect(of({ otherwise: 'urgent' })).toEqual(['outcome-rule-changed otherwise'])
    const routed = (id: string) =>
      question(id, 'yes_no', {
        knockouts: [{ ...KO, code: `KO-${id.toUpperCase()}`, when: { [id]: 'no' }, action: 'route', to: 'urgent' }],
      })
    const outcome = { ...OUTCOME, rules: [] }
    expect(
      told(
        diffRubrics(ending([routed('a'), routed('b')], { outcome }), ending([routed('b'), routed('a')], { outcome })),
      ),
    ).toContain('knockout-changed KO-A')
  })
})

describe('the step of the version', () => {
  const lost = changesFrom(instead(reach({ options: (reach().options as object[]).slice(1) })))

  test.each([
    ['1.0.0', '2.0.0', 'major'],
    ['1.9.0', '1.10.0', 'minor'],
    ['1.0.9', '1.0.10', 'patch'],
    ['1.0.0', '1.0.0', undefined],
    ['2.0.0', '1.9.9', undefined],
  ])('%s → %s', (from, to, step) => expect(actualBump(from, to)).toBe(step))

  test('too small a step says what asks for more and which version to use', () => {
    expect(checkBump('1.0.0', '1.0.1', lost)).toEqual({
      code: 'bump-too-small',
      message: '1.0.0 → 1.0.1 is too small: `reach` lost the option nobody (“nobody”).',
      remedy: 'Use 2.0.0.',
    })
    expect(checkBump('1.0.0', '1.0.0', lost)?.code).toBe('bump-too-small')
    expect(checkBump('1.0.0', '2.0.0', lost)).toBeUndefined()
    expect(checkBump('2.0.0', '1.0.0', lost)?.code).toBe('version-not-newer')
    expect(checkBump('1.0.0', '3.4.0', [])).toBeUndefined()
    expect(nextVersion('1.3.7', 'minor')).toBe('1.4.0')
  })
})
