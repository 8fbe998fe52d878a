import { TIERS, type Tier, tierRank } from '#app/rubric/rubric.ts'
import { ChoiceGroup } from '#app/ui/kit/choice-group.tsx'
import { TIER_WORDS } from './tier-words.ts'

/** The tiers above the present one: nobody asks for less. */
export function TierField({
  present,
  chosen,
  error,
}: {
  present: Tier
  chosen?: string | undefined
  error?: string | undefined
}) {
  const higher = TIERS.filter((tier) => tierRank(tier) > tierRank(present))
  return (
    <ChoiceGroup
      id="tier-tier"
      type="radio"
      name="tier"
      label="Which tier?"
      choices={higher.map((tier) => ({ value: tier, label: tier, hint: TIER_WORDS[tier] }))}
      chosen={chosen === undefined ? [] : [chosen]}
      error={error}
    />
  )
}
