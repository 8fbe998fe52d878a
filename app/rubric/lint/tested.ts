/** What a scenario expects, as far as the lint asks for it. */
export type Expectation = {
  knockouts?: readonly string[] | undefined
  outcome?: string | undefined
  tier?: string | undefined
  rule?: string | undefined
  decision?: string | undefined
}

/** Everything that some scenario of a version expects. */
export type Tested = Readonly<Record<'knockouts' | 'outcomes' | 'tiers' | 'rules' | 'decisions', ReadonlySet<string>>>

/** The expectations of several scenarios as sets. */
export function testedBy(expected: readonly Expectation[]): Tested {
  const all = (pick: (one: Expectation) => string | undefined) =>
    new Set(expected.map(pick).filter((one) => one !== undefined))
  return {
    knockouts: new Set(expected.flatMap(({ knockouts = [] }) => knockouts)),
    outcomes: all(({ outcome }) => outcome),
    tiers: all(({ tier }) => tier),
    rules: all(({ rule }) => rule),
    decisions: all(({ decision }) => decision),
  }
}
