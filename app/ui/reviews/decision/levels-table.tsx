import type { HarmLevels } from '#app/domain/reviews/index.ts'
import type { Level } from '#app/rubric/index.ts'
import { LevelBadge } from '../level.tsx'
import { LoadLine } from '../load-line.tsx'
import { LoadLineKey } from '../load-line-key.tsx'

/** Every harm with its levels and its gauge, the worst first. */
export function LevelsTable({ levels, line }: { levels: readonly HarmLevels[]; line: Level }) {
  if (levels.length === 0) return <p className="text-sm">No harm is in scope.</p>
  return (
    <>
      <LoadLineKey />
      <table className="mt-2 w-full border-collapse text-left text-sm">
        <caption className="sr-only">Levels of each harm when the scores were locked</caption>
        <thead>
          <tr className="border-b border-rule-strong text-xs text-ink-soft">
            <th scope="col" className="py-1 pr-3 font-medium">
              Harm
            </th>
            <th scope="col" className="py-1 pr-3 font-medium max-sm:hidden">
              Before safeguards
            </th>
            <th scope="col" className="py-1 pr-3 font-medium">
              Now
            </th>
            <th scope="col" className="py-1 pr-3 font-medium max-sm:hidden">
              As planned
            </th>
            <th scope="col" className="py-1 font-medium">
              Load line
            </th>
          </tr>
        </thead>
        <tbody>
          {levels.map(({ code, name, ...level }) => (
            <tr key={code} className="border-b border-rule">
              <th scope="row" className="py-1.5 pr-3 font-normal">
                <span className="text-ink-soft tabular-nums">{code}</span> {name}
              </th>
              <td className="pr-3 max-sm:hidden">
                <LevelBadge level={level.inherent} />
              </td>
              <td className="pr-3">
                <LevelBadge level={level.current} />
              </td>
              <td className="pr-3 max-sm:hidden">
                <LevelBadge level={level.target} />
              </td>
              <td className="py-1.5">
                <LoadLine size="row" harm={{ code, name }} line={line} {...level} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
