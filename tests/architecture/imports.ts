import { cruise, type IForbiddenRuleType, type IReporterOutput } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'

export type Broken = { rule: string; from: string; to: string; say: string }

/** Every import of the product, types included, judged by the rules. */
export async function brokenRules(
  rules: readonly IForbiddenRuleType[],
): Promise<{ broken: Broken[]; modules: number }> {
  const result: IReporterOutput = await cruise(
    ['app', 'db'],
    {
      ruleSet: { forbidden: [...rules] },
      validate: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '^build/' },
      tsPreCompilationDeps: true,
      enhancedResolveOptions: {
        extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
        conditionNames: ['import', 'node', 'default'],
      },
    },
    {},
    { tsConfig: extractTSConfig('tsconfig.json') },
  )
  if (typeof result.output === 'string') throw new Error(result.output)
  const comments = new Map(rules.map((rule) => [rule.name, rule.comment ?? '']))
  const { modules, summary } = result.output
  return {
    modules: modules.length,
    broken: summary.violations.map(({ rule, from, to }) => ({
      rule: rule.name,
      from,
      to,
      say: comments.get(rule.name) ?? '',
    })),
  }
}

/** The files, and what to do about them. */
export const lesson = (broken: readonly Broken[]): string[] =>
  broken.map(({ from, to, rule, say }) => `${from} → ${to}\n    ${rule}: ${say}`)
