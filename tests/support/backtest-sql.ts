import type { Columns } from '#app/rubric/backtest/columns.ts'
import { readCondition } from '#app/rubric/condition.ts'
import { gatherContributions, pickedHarms } from '#app/rubric/contributions.ts'
import {
  type Answer,
  type CompiledQuestion,
  type CompiledRubric,
  isTier,
  LEVELS,
  levelIn,
  levelRank,
  PROPOSALS,
  tierRank,
} from '#app/rubric/index.ts'
import { and, Conditions, or, sum } from './columns-sql.ts'

/**
 * The same back-test as one SQL query, for DuckDB, made from the same rubrics. The answers stand in a table `answers` of codes, one byte
 * each where that is enough, so that the database compares small numbers and no words: the fastest form it can be given.
 * Questions are shown layer by layer, each a subquery over the one before, so that nothing is worked out twice.
 */
export function backtestSql(before: CompiledRubric, after: CompiledRubric, columns: Columns): string {
  const was = new Version(before, columns, 'b')
  const is = new Version(after, columns, 'a', was)
  // Which questions have layers has to be known before anything else is said about them.
  const layers = [...was.layers(), ...is.layers()]
  const added = after.questions.map((question) => {
    const old = before.byId.get(question.question.id)
    const now = is.shown(question)
    return old ? `(${now} AND NOT ${was.shown(old)})` : now
  })
  const [ours, theirs] = [was.marks(), is.marks()]
  const all = [...layers, ...ours.map((some, i) => [...some, ...(theirs[i] ?? [])])]
  const from = all.reduce(
    (inner, layer) => (layer.length > 0 ? `(SELECT *, ${layer.join(',\n')} FROM ${inner})` : inner),
    'answers',
  )
  const results = [...was.results(), ...is.results(), `${sum(added)} AS added`]
  return `SELECT row, ${results.join(',\n')} FROM ${from}`
}

class Version extends Conditions {
  /** What has to be worked out before what: where a question is shown, and the code that counts there. */
  layers(): string[][] {
    const layers: string[][] = []
    for (const question of this.compiled.byDependency) {
      const { section, question: asked, unlessShown } = question
      const other = this.compiled.questions.find(({ slot }) => slot === unlessShown)
      const shown = and([
        this.holds(section.show_when),
        this.holds(asked.show_when),
        ...(other ? [`NOT ${this.shown(other)}`] : []),
      ])
      const hangsOn = [...this.slotsIn(section.show_when), ...this.slotsIn(asked.show_when), unlessShown ?? -1]
      const depth = 1 + Math.max(-1, ...hangsOn.map((slot) => this.depth.get(slot) ?? -1))
      if (shown === 'true') continue
      this.depth.set(question.slot, depth)
      layers[depth] ??= []
      layers[depth]?.push(
        `${shown} AS ${this.name}v${question.slot}`,
        `CASE WHEN ${shown} THEN ${this.stored(question.slot)} ELSE 0 END AS ${this.name}e${question.slot}`,
      )
    }
    return layers.map((layer) => layer ?? [])
  }

  /** What is read by more than one result: knock-outs, gates and sums, then the place of each harm in the policy table, then the worst level. */
  marks(): [string[], string[], string[]] {
    const { name, compiled } = this
    const flags = [
      ...this.knockouts().map(({ fires }, i) => `${fires} AS ${name}k${i}`),
      ...this.gates().map((question, i) => `${this.open(question)} AS ${name}g${i}`),
    ]
    if (!compiled.rubric.decision) return [flags, [], []]
    const asked = compiled.questions.filter(({ question }) => question.required)
    const harms = this.harms()
    const levels = harms.map(({ level }) => level)
    return [
      [
        ...flags,
        `${sum(asked.map((question) => this.shown(question)))} AS ${name}asked`,
        `${sum(asked.map((question) => this.given(question)))} AS ${name}given`,
        ...harms.flatMap(({ sums }) => sums),
      ],
      harms.map(({ cell }) => cell),
      [`${levels.length > 1 ? `greatest(${levels.join(', ')})` : (levels[0] ?? '0')} AS ${name}worst`],
    ]
  }

  results(): string[] {
    const { name, compiled } = this
    const { rubric } = compiled
    const knockouts = this.knockouts()
    const bits = (letter: string, count: number) =>
      Array.from({ length: Math.ceil(count / 8) }, (_, byte) => {
        const some = Array.from({ length: Math.min(8, count - byte * 8) }, (_, bit) => bit)
        const value = some.map((bit) => `(${name}${letter}${byte * 8 + bit})::INTEGER * ${1 << bit}`).join(' + ')
        return `${value} AS ${name}_${letter}${byte}`
      })
    const firing = (action: string) =>
      or(knockouts.flatMap((one, i) => (one.action === action ? [`${name}k${i}`] : [])))
    const open = or(this.gates().map((_, i) => `${name}g${i}`))
    return [
      `${sum(compiled.questions.map((question) => this.shown(question)))} AS ${name}_visible`,
      `${this.tier()} AS ${name}_tier`,
      `${this.outcome()} AS ${name}_outcome`,
      ...bits('k', knockouts.length),
      ...bits('g', this.gates().length),
      ...(rubric.decision
        ? [
            `${name}worst AS ${name}_level`,
            `CASE WHEN ${firing('block')} THEN ${PROPOSALS.indexOf('block')}
               WHEN ${open} OR NOT ${this.complete()} THEN ${PROPOSALS.indexOf('request_changes')}
               WHEN ${name}worst = ${levelRank('C')} THEN ${PROPOSALS.indexOf('block')}
               WHEN ${name}worst = ${levelRank('H')} OR ${firing('escalate')} THEN ${PROPOSALS.indexOf('escalate')}
               WHEN ${name}worst = ${levelRank('M')} THEN ${PROPOSALS.indexOf('approve_with_conditions')}
               ELSE ${PROPOSALS.indexOf('approve')} END AS ${name}_decision`,
          ]
        : []),
    ]
  }

  private knockouts() {
    return this.compiled.questions.flatMap((question) =>
      question.knockouts.map(({ knockout }) => ({
        ...knockout,
        fires: and([this.shown(question), this.condition(readCondition(knockout.when, '').condition, true, true)]),
      })),
    )
  }

  private gates() {
    return this.compiled.questions.filter(({ question }) => question.gate)
  }

  private tier(): string {
    const { rubric, givenIds } = this.compiled
    const at = givenIds.indexOf('tier')
    const rank = (answer: Answer | undefined) =>
      answer?.state === 'answered' && isTier(answer.value) ? tierRank(answer.value) + 1 : 0
    const rules = (rubric.tiers?.rules ?? []).map(
      (rule) => `WHEN ${this.holds(rule.when)} THEN ${tierRank(rule.tier) + 1}`,
    )
    const present = rubric.tiers
      ? `CASE ${rules.join(' ')} ELSE ${tierRank(rubric.tiers.otherwise.tier) + 1} END`
      : at < 0
        ? '0'
        : this.choose(at, (answer) => rank(answer))
    const ups = this.knockouts().flatMap(({ action, to }, i) =>
      action === 'tier_up' && isTier(to) ? [`CASE WHEN ${this.name}k${i} THEN ${tierRank(to) + 1} ELSE 0 END`] : [],
    )
    return ups.length === 0
      ? present
      : `CASE WHEN ${present} = 0 THEN 0 ELSE greatest(${[present, ...ups].join(', ')}) END`
  }

  private outcome(): string {
    const { outcome } = this.compiled.rubric
    if (!outcome) return '0'
    const at = (id: string | undefined) => outcome.values.findIndex((one) => one.id === id) + 1
    const routes = this.knockouts().flatMap(({ action, to }, i) =>
      action === 'route' ? [`WHEN ${this.name}k${i} THEN ${at(to)}`] : [],
    )
    const rules = outcome.rules.map(
      (rule) => `WHEN ${this.condition(readCondition(rule.when, '').condition, true, true)} THEN ${at(rule.to)}`,
    )
    const unready = or(
      this.compiled.questions.map((question) =>
        question.question.required
          ? and([this.shown(question), `NOT ${this.given(question)}`])
          : or([this.where(question.slot, (_, refused) => refused), this.tooFew(question)]),
      ),
    )
    return `CASE WHEN ${unready} THEN 0 ${[...routes, ...rules].join(' ')} ELSE ${at(outcome.otherwise)} END`
  }

  private complete(): string {
    const [asked, given] = [`${this.name}asked`, `${this.name}given`]
    return `(${asked} = 0 OR ${given}::DOUBLE / ${asked}::DOUBLE >= ${this.compiled.rubric.decision?.completeness ?? 0}::DOUBLE)`
  }

  /** Of each harm that an answer can speak of: its sums, its place in the policy table, and the level there. */
  private harms(): { sums: string[]; cell: string; level: string }[] {
    const { name } = this
    const { harms, questions, table } = this.compiled
    if (!table) throw new Error('no policy table')
    const cells = [1, 2, 3, 4, 5].flatMap((severity) =>
      [1, 2, 3, 4, 5].map((likely) => levelRank(levelIn(table, severity, likely))),
    )
    const wide = this.compiled.wideScope ? ` + (${this.holds(this.compiled.rubric.wide_scope_when)})::INTEGER` : ''
    return harms.flatMap((harm, at) => {
      const steps = questions.flatMap((question) => {
        const step = (answer: Answer | undefined) => this.stepOn(question, answer, at)
        const speaks = this.where(question.slot, (answer) => step(answer) !== undefined)
        return speaks === 'false' ? [] : [{ slot: question.slot, speaks, step }]
      })
      if (steps.length === 0) return []
      const add = (part: 'dL' | 'dS') =>
        steps
          .map(({ slot, step }) => this.choose(slot, (answer) => step(answer)?.[part] ?? 0))
          .filter((one) => one !== '0')
          .join(' + ') || '0'
      const gravity = `least(5, least(5, ${harm.floor} + ${name}S${at})${wide})`
      const ranks = LEVELS.map((_, rank) => rank).filter((rank) => rank > 0 && cells.includes(rank))
      const places = (rank: number) => cells.flatMap((one, i) => (one === rank ? [i] : [])).join(', ')
      return [
        {
          sums: [
            `${add('dL')} AS ${name}L${at}`,
            `${add('dS')} AS ${name}S${at}`,
            `${or(steps.map(({ speaks }) => speaks))} AS ${name}in${at}`,
          ],
          // A row of the policy table and a column of it make one number.
          cell: `CASE WHEN ${name}in${at} THEN ${gravity} * 5 + least(5, 1 + ${name}L${at}) - 6 ELSE -1 END AS ${name}cell${at}`,
          level: `CASE ${ranks.map((rank) => `WHEN ${name}cell${at} IN (${places(rank)}) THEN ${rank}`).join(' ')} ELSE 0 END`,
        },
      ]
    })
  }

  private stepOn(question: CompiledQuestion, answer: Answer | undefined, harm: number) {
    if (!answer) return undefined
    const slots: Answer[] = []
    slots[question.slot] = answer
    const alone = { visible: [question], slots }
    const [step] = gatherContributions(this.compiled, alone)[harm] ?? []
    return step ?? (pickedHarms(alone).has(this.compiled.harms[harm]?.code ?? '') ? { dL: 0, dS: 0 } : undefined)
  }

  private open(question: CompiledQuestion): string {
    const { slot } = question
    return and([
      this.shown(question),
      or([this.where(slot, (answer) => !answer || answer.state === 'unknown'), this.tooFew(question)]),
    ])
  }

  private given(question: CompiledQuestion): string {
    return and([this.where(question.slot, (answer) => answer !== undefined), `NOT ${this.tooFew(question)}`])
  }

  private tooFew({ slot, question, minRows }: CompiledQuestion): string {
    return or(
      minRows.map(({ rows }, i) =>
        and([
          this.where(
            slot,
            (answer) => answer?.state === 'answered' && Array.isArray(answer.value) && answer.value.length < rows,
          ),
          this.holds(question.min_rows?.[i]?.when),
        ]),
      ),
    )
  }
}
