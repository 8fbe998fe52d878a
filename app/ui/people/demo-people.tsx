import { ROLE_NAMES, type Role } from '#app/domain/people/people.ts'
import { Button } from '../kit/button.tsx'
import { zoneName } from '../kit/zoned.ts'
import { DUTIES, type Duty } from './duties.ts'

export type DemoPerson = {
  id: string
  name: string
  title: string
  team: string
  timeZone: string
  roles: readonly Role[]
  /** How many launches need this person now. */
  needs: number
}

/** The people of the demo world, by what they do; one press signs in as one of them. Stands inside a form. */
export function DemoPeople({ people }: { people: readonly DemoPerson[] }) {
  const groups = DUTIES.map((duty) => ({ duty, members: people.filter((person) => dutyOf(person) === duty) }))
  return groups
    .filter(({ members }) => members.length > 0)
    .map(({ duty, members }) => (
      <section key={duty.key} aria-labelledby={`duty-${duty.key}`} className="mb-8 max-w-3xl">
        <h3 id={`duty-${duty.key}`} className="text-base">
          {duty.title}
        </h3>
        <p className="mb-2 text-sm text-ink-soft">{duty.about}</p>
        <ul className="border-t border-rule">
          {members.map((person) => (
            <Person key={person.id} person={person} />
          ))}
        </ul>
      </section>
    ))
}

function Person({ person: { id, name, title, team, timeZone, roles, needs } }: { person: DemoPerson }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-rule py-3">
      <div className="min-w-0 flex-1 basis-80">
        <p>
          <span className="font-semibold">{name}</span>
          <span className="text-ink-soft">, {title}</span>
        </p>
        <p className="text-sm text-ink-soft">
          {roles.map((role) => ROLE_NAMES[role]).join(', ') || 'No role yet'} · {team} · {zoneName(timeZone)} time
        </p>
        {needs > 0 && (
          <p className="text-sm">
            {needs} {needs === 1 ? 'launch needs' : 'launches need'} {name.split(' ')[0]} now
          </p>
        )}
      </div>
      <Button tone="quiet" name="person" value={id}>
        Sign in as {name}
      </Button>
    </li>
  )
}

/** The first group, in the page's order, that one of the person's roles belongs to. */
const dutyOf = ({ roles }: DemoPerson): Duty | undefined =>
  DUTIES.find((duty) => duty.roles.some((role) => roles.includes(role))) ?? DUTIES.at(-1)
