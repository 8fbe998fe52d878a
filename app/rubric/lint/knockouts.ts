import { questionPlaces } from '../places.ts'
import type { LintRule } from './rule.ts'

const knockoutWithoutScenario: LintRule = {
  code: 'knockout-without-scenario',
  severity: 'warning',
  finds: 'No scenario beside the rubric expects a knock-out to fire.',
  matters:
    'A knock-out stops launches; without a scenario nobody has seen it do so, and a later change can switch it off unnoticed.',
  remedy: 'Add a scenario that expects it.',
  find: ({ compiled, tested }) =>
    questionPlaces(compiled.rubric).flatMap(({ path, question }) =>
      (question.knockouts ?? []).flatMap(({ code }, k) =>
        !tested || tested.knockouts.has(code)
          ? []
          : [
              {
                path: `${path}.knockouts[${k}]`,
                message: `no scenario expects ${code}.`,
                remedy: `Add a scenario with expect: {knockouts: [${code}]}.`,
              },
            ],
      ),
    ),
}

export const knockouts = [knockoutWithoutScenario]
