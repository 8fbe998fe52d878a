import { describe, expect, test } from 'vitest'
import { DECIDABLE, type Decidable, judge, OUTCOMES, possibilities, whoHasTheKey } from '#app/domain/reviews/index.ts'
import { authorityFor, type DecisionReason, LEVELS } from '#app/rubric/index.ts'

const ROLES = [['submitter'], ['reviewer'], ['lead'], ['council'], ['lead', 'reviewer'], ['admin']] as const
type Case = Parameters<typeof judge>[0]

/** Every case there is, with and without a reason to override, with and without a condition. */
function* everyCase(): Generator<Case> {
  for (const roles of ROLES)
    for (const proposal of OUTCOMES)
      for (const residual of LEVELS)
        for (const stopped of [false, true])
          for (const escalated of [false, true])
            for (const outcome of DECIDABLE)
              for (const overrideReason of ['', 'We saw it work.'])
                for (const conditions of [0, 1])
                  yield {
                    roles,
                    proposal,
                    residual,
                    authority: authorityFor(residual, false, stopped),
                    escalated,
                    outcome,
                    overrideReason,
                    conditions,
                  }
}
const allowed = [...everyCase()].filter((one) => judge(one).ok)
const approves = ({ outcome }: { outcome: Decidable }) => outcome === 'approve' || outcome === 'approve_with_conditions'
const STRICT: Record<string, number> = {
  approve: 0,
  approve_with_conditions: 1,
  escalate: 1,
  request_changes: 3,
  block: 4,
}

describe('who may take which decision', () => {
  test('the whole table reads as it was agreed', async () => {
    await expect(table()).toMatchFileSnapshot('./verdict.matrix.txt')
  })

  test('nobody approves a critical risk', () => {
    expect(allowed.filter((one) => approves(one) && one.residual === 'C')).toEqual([])
  })

  test('a looser decision than the rules propose always carries a reason, and never comes from a reviewer', () => {
    const looser = allowed.filter(
      (one) => one.outcome !== 'escalate' && (STRICT[one.outcome] ?? 0) < (STRICT[one.proposal] ?? 0),
    )
    expect(looser.length).toBeGreaterThan(0)
    for (const one of looser) {
      expect(one.overrideReason, JSON.stringify(one)).not.toBe('')
      expect(
        one.roles.some((role) => role === 'lead' || role === 'council'),
        JSON.stringify(one),
      ).toBe(true)
      expect(judge(one)).toMatchObject({ value: { overridden: true } })
    }
  })

  test('only the council overrules a proposed block', () => {
    for (const one of allowed.filter((each) => each.proposal === 'block' && approves(each)))
      expect(one.roles).toContain('council')
  })

  test('an approval is signed by the authority that the residual level asks for, or a higher one', () => {
    const rank = { reviewer: 1, lead: 2, council: 3, nobody: 4 }
    for (const one of allowed.filter(approves)) {
      const verdict = judge(one)
      expect(verdict.ok && rank[verdict.value.authority]).toBeGreaterThanOrEqual(rank[one.authority])
    }
  })

  test('what was escalated is decided by the council alone, and not escalated again', () => {
    for (const one of allowed.filter(({ escalated }) => escalated)) {
      expect(one.roles).toContain('council')
      expect(one.outcome).not.toBe('escalate')
    }
  })

  test('conditions come with an approval with conditions, and with nothing else', () => {
    for (const one of allowed.filter(({ outcome }) => outcome !== 'escalate'))
      expect(one.conditions > 0).toBe(one.outcome === 'approve_with_conditions')
  })

  test('whoever has no part in deciding decides nothing', () => {
    expect(allowed.filter(({ roles }) => roles[0] === 'submitter' || roles[0] === 'admin')).toEqual([])
  })

  test('a stricter decision is free to whoever has the authority', () => {
    for (const residual of ['N', 'L'] as const)
      expect(judge({ ...plain('reviewer', residual), proposal: 'approve', outcome: 'block' }).ok).toBe(true)
    expect(judge({ ...plain('lead', 'M'), proposal: 'approve_with_conditions', outcome: 'block' }).ok).toBe(true)
  })
})

describe('what the page says about it', () => {
  test('what it offers is what the server takes', () => {
    for (const roles of ROLES)
      for (const proposal of OUTCOMES)
        for (const residual of LEVELS)
          for (const escalated of [false, true]) {
            const standing = { roles, proposal, residual, authority: authorityFor(residual), escalated }
            for (const one of possibilities(standing)) {
              const conditions = one.outcome === 'approve_with_conditions' ? 1 : 0
              expect(judge({ ...standing, outcome: one.outcome, conditions, overrideReason: 'A reason' }).ok).toBe(
                one.possible,
              )
              if (!one.possible) expect(one.because).toMatch(/^[A-Z].*\.$/)
            }
          }
  })

  test('who has the key, and why', () => {
    const reasons = (code: DecisionReason['code'], count: number) =>
      Array.from({ length: count }, () => ({ code, text: '' }))
    const say = (authority: 'reviewer' | 'lead' | 'council' | 'nobody', why: DecisionReason[], escalated = false) =>
      whoHasTheKey({ authority, residual: 'M', reasons: why, escalated })
    expect(say('council', reasons('level_high', 2))).toBe('Needs the safety council: 2 harms at H')
    expect(say('council', reasons('knockout', 1))).toBe('Needs the safety council: a rule escalates this launch')
    expect(say('lead', reasons('level_medium', 1))).toBe('Needs a lead: 1 harm at M')
    expect(say('lead', reasons('level_medium', 1), true)).toBe('Needs the safety council: a lead escalated it')
    expect(say('nobody', reasons('level_critical', 1))).toBe('Cannot be approved: 1 harm at C')
    expect(say('reviewer', [])).toBe('A reviewer may sign: no harm is above low')
  })
})

const plain = (role: string, residual: Case['residual']): Omit<Case, 'outcome' | 'proposal'> => ({
  roles: [role],
  residual,
  authority: authorityFor(residual),
  escalated: false,
  overrideReason: '',
  conditions: 0,
})

/** One line per proposal, level and role; a cell says what each outcome needs. */
function table(): string {
  const lines = [
    'yes: allowed · reason: allowed with a written reason to override · –: not allowed',
    '',
    row('proposal', 'level', 'with', 'role', [...DECIDABLE]),
  ]
  for (const proposal of OUTCOMES)
    for (const residual of LEVELS)
      for (const escalated of [false, true])
        for (const role of ['reviewer', 'lead', 'council']) {
          const standing = { roles: [role], proposal, residual, authority: authorityFor(residual), escalated }
          const cells = possibilities(standing).map((one) => (!one.possible ? '–' : one.needsReason ? 'reason' : 'yes'))
          lines.push(row(proposal, residual, escalated ? 'council' : 'reviewer', role, cells))
        }
  return `${lines.join('\n')}\n`
}

const row = (proposal: string, level: string, where: string, role: string, cells: readonly string[]): string =>
  [proposal.padEnd(24), level.padEnd(6), where.padEnd(10), role.padEnd(10), ...cells.map((cell) => cell.padEnd(24))]
    .join('')
    .trimEnd()
