import { type ChangeEvent, type ReactNode, useEffect, useState } from 'react'
import type { HarmChoices } from '#app/domain/reviews/questionnaire.ts'
import { CELL } from './cell.tsx'

type HarmPickerProps = {
  id: string
  name: string
  groups: HarmChoices
  chosen: readonly string[]
  /** Offers a whole group as one choice: CSE-*. */
  wholeGroups?: boolean
}

/** All harms by group, with a field that narrows them down. What is chosen stays chosen, whether it is in sight or not. */
export function HarmPicker({ id, name, groups, chosen: before, wholeGroups = false }: HarmPickerProps) {
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>(before)
  const [alive, setAlive] = useState(false)
  useEffect(() => setAlive(true), [])
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = (text: string) => words.every((word) => text.toLowerCase().includes(word))
  const press = ({ target }: ChangeEvent<HTMLDivElement>) => {
    const box = target as EventTarget as HTMLInputElement
    if (box.type === 'checkbox')
      setChosen(box.checked ? [...chosen, box.value] : chosen.filter((code) => code !== box.value))
  }
  const matches = groups.reduce(
    (sum, { name: group, harms }) => sum + harms.filter((harm) => fits(textOf(group, harm))).length,
    0,
  )
  return (
    <div onChange={press}>
      {alive && (
        <>
          <label htmlFor={`${id}-search`} className="sr-only">
            Find a harm
          </label>
          <input
            id={`${id}-search`}
            type="search"
            placeholder="Find a harm: stalking, HAR, gambling …"
            value={search}
            onChange={(event) => {
              event.stopPropagation()
              setSearch(event.target.value)
            }}
            className={`${CELL} mb-2`}
          />
        </>
      )}
      <p role="status" className="mb-2 text-sm text-ink-soft">
        {chosen.length === 0 ? 'None chosen' : `Chosen: ${[...chosen].sort().join(', ')}`}
        {words.length > 0 && ` · ${matches} ${matches === 1 ? 'fits' : 'fit'}`}
      </p>
      <div className="border-t border-rule">
        {groups.map((group) => {
          const inSight = group.harms.filter((harm) => fits(textOf(group.name, harm)))
          const count = chosen.filter((code) => code.startsWith(`${group.code}-`)).length
          return (
            <details
              key={group.code}
              open={words.length > 0 || undefined}
              hidden={words.length > 0 && inSight.length === 0}
              className="border-b border-rule"
            >
              <summary className="flex min-h-10 items-center justify-between gap-4 px-1 text-sm hover:bg-sunk">
                <span>
                  {group.name} <span className="text-xs text-ink-soft">{group.code}</span>
                </span>
                {count > 0 && <span className="text-xs font-semibold tabular-nums">{count} chosen</span>}
              </summary>
              <div className="pb-3 pl-4">
                {wholeGroups && (
                  <HarmBox id={id} name={name} code={`${group.code}-*`} before={before} hidden={words.length > 0}>
                    All of {group.name.toLowerCase()}
                  </HarmBox>
                )}
                {group.harms.map((harm) => (
                  <HarmBox
                    key={harm.code}
                    id={id}
                    name={name}
                    code={harm.code}
                    before={before}
                    hidden={!inSight.includes(harm)}
                    description={harm.description}
                  >
                    {harm.name}
                  </HarmBox>
                ))}
              </div>
            </details>
          )
        })}
      </div>
    </div>
  )
}

type HarmBoxProps = {
  id: string
  name: string
  code: string
  before: readonly string[]
  hidden: boolean
  description?: string
  children: ReactNode
}

function HarmBox({ id, name, code, before, hidden, description, children }: HarmBoxProps) {
  return (
    <label
      hidden={hidden}
      className={`min-h-8 grid-cols-[auto_1fr] items-start gap-x-2 py-1 text-sm ${hidden ? '' : 'grid'}`}
    >
      <input
        type="checkbox"
        name={name}
        value={code}
        defaultChecked={before.includes(code)}
        aria-describedby={description ? `${id}-${code}-about` : undefined}
        className="mt-0.5 size-5"
      />
      <span>
        <span className="text-xs text-ink-soft tabular-nums">{code}</span> {children}
        {description && (
          <span id={`${id}-${code}-about`} className="block text-xs text-ink-soft">
            {description}
          </span>
        )}
      </span>
    </label>
  )
}

const textOf = (group: string, { code, name, description }: { code: string; name: string; description: string }) =>
  `${code} ${name} ${description} ${group}`
