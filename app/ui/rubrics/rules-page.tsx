import type { ReactNode } from 'react'
import type { RulesView } from '#app/domain/rubric-versions/browse-rules.ts'
import { TextLink } from '#app/ui/kit/text-link.tsx'
import { LevelBadge } from '#app/ui/reviews/level.tsx'
import { TierBadge } from '#app/ui/reviews/tier.tsx'
import { ConditionWords, Id } from './condition-words.tsx'
import { Knockout } from './knockout.tsx'
import { count } from './rubric-words.ts'

/** What a version makes of answers, in the order in which the engine asks. */
export function RulesPage({ rules, base }: { rules: RulesView; base: string }) {
  const { tiers, outcome, decision, table, wideScope, addOn, addOns, knockouts, taxonomy } = rules
  return (
    <div className="max-w-[46rem] space-y-10">
      {addOn && (
        <Part title="When it is asked">
          <p>
            As a part of <Id>{addOn.to}</Id>, when <ConditionWords text={addOn.when} />, or when what that asks about is
            not known.
          </p>
        </Part>
      )}
      {addOns.length > 0 && (
        <Part title="Add-ons it draws in">
          <p>
            <ConditionWords text={addOns.map((one) => `\`${one}\``).join(', ')} />
          </p>
        </Part>
      )}
      {tiers && <Tiers tiers={tiers} />}
      {outcome && <Outcomes outcome={outcome} />}
      {decision && (
        <Part title="Decision">
          <ol className="list-decimal space-y-1 pl-5">
            <li>A knock-out that blocks: block.</li>
            <li>
              A gate that is blank or not known, or fewer than {Math.round(decision.completeness * 100)} % of the
              questions answered: request changes.
            </li>
            <li>A harm at C: block.</li>
            <li>A harm at H, or a knock-out that escalates: escalate to the council.</li>
            <li>
              A harm at M, or an open condition: approve with conditions. From {decision.multiRisk} harms at M a lead
              signs.
            </li>
            <li>Otherwise: approve.</li>
          </ol>
          <p className="mt-2 text-sm text-ink-soft">An approval lasts {count(decision.ttlDays, 'day')}.</p>
        </Part>
      )}
      {wideScope && (
        <Part title="Wide scope">
          <p>
            Severity rises by 1 when <ConditionWords text={wideScope} />.
          </p>
        </Part>
      )}
      {table && <LevelsTable table={table} />}
      <Part title="Knock-outs">
        {knockouts.length === 0 && <p>This version has none.</p>}
        {knockouts.map((knockout) => (
          <div key={`${knockout.questionId} ${knockout.code}`} className="mb-5">
            <p className="text-sm">
              At{' '}
              <TextLink to={`${base}?as=reviewer#${knockout.questionId}`}>
                <Id>{knockout.questionId}</Id>
              </TextLink>
            </p>
            <Knockout knockout={knockout} />
          </div>
        ))}
      </Part>
      <p className="text-sm text-ink-soft">Harms and their floors: {taxonomy}</p>
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-2 text-lg">{title}</h2>
      {children}
    </section>
  )
}

function Tiers({ tiers }: { tiers: NonNullable<RulesView['tiers']> }) {
  return (
    <Part title="Tier">
      <p className="mb-3">The first rule that applies gives the tier.</p>
      <ol className="border-t border-rule">
        {tiers.rules.map(({ id, tier, when, because }) => (
          <li key={id} className="border-b border-rule py-3">
            <p className="flex flex-wrap items-center gap-2">
              <TierBadge tier={tier} /> <Id>{id}</Id>
            </p>
            <p className="mt-1 text-sm">
              <span className="text-ink-soft">When </span>
              <ConditionWords text={when} />
            </p>
            <p className="mt-1 text-sm">
              {tier}, because {because}
            </p>
          </li>
        ))}
      </ol>
      <h3 className="mt-6 mb-2 text-base">What a tier means</h3>
      <dl className="border-t border-rule">
        {tiers.about.map(({ tier, title, next, days }) => (
          <div key={tier} className="grid gap-x-6 border-b border-rule py-2 sm:grid-cols-[10rem_minmax(0,1fr)]">
            <dt>
              <TierBadge tier={tier} title={title} />
            </dt>
            <dd className="text-sm">
              {next} {days > 0 && `Takes ${count(days, 'business day')}.`}
            </dd>
          </div>
        ))}
      </dl>
    </Part>
  )
}

function Outcomes({ outcome }: { outcome: NonNullable<RulesView['outcome']> }) {
  return (
    <Part title="Outcome">
      <p className="mb-3">
        Knock-outs come first; then the first rule that holds gives the outcome. Incomplete answers give none.
      </p>
      <ol className="border-t border-rule">
        {outcome.rules.map(({ code, to, when, because }) => (
          <li key={code} className="border-b border-rule py-3">
            <p>
              <b className="font-semibold">{to}</b> <Id>{code}</Id>
            </p>
            <p className="mt-1 text-sm">
              <span className="text-ink-soft">When </span>
              <ConditionWords text={when} />
            </p>
            <p className="mt-1 text-sm">{because}</p>
          </li>
        ))}
      </ol>
      <h3 className="mt-6 mb-2 text-base">What happens then</h3>
      <dl className="border-t border-rule">
        {outcome.values.map(({ id, title, next }) => (
          <div key={id} className="grid gap-x-6 border-b border-rule py-2 sm:grid-cols-[12rem_minmax(0,1fr)]">
            <dt className="font-medium">{title}</dt>
            <dd className="text-sm">{next}</dd>
          </div>
        ))}
      </dl>
    </Part>
  )
}

const LIKELIHOODS = [1, 2, 3, 4, 5]

function LevelsTable({ table }: { table: NonNullable<RulesView['table']> }) {
  return (
    <Part title="Levels">
      <table className="border-collapse text-sm">
        <caption className="mb-2 text-left text-ink-soft">{table.name}</caption>
        <thead>
          <tr>
            <th scope="col" className="pr-4 text-left text-xs font-medium text-ink-soft">
              Severity ↓ likelihood →
            </th>
            {LIKELIHOODS.map((likelihood) => (
              <th key={likelihood} scope="col" className="w-12 text-center tabular-nums">
                {likelihood}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ severity, levels }) => (
            <tr key={severity} className="border-t border-rule">
              <th scope="row" className="text-left tabular-nums">
                {severity}
              </th>
              {levels.map((level, at) => (
                <td key={LIKELIHOODS[at]} className="h-9 text-center">
                  <LevelBadge level={level} letterOnly />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  )
}
