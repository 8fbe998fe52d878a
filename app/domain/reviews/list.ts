import * as z from 'zod'
import { isCalendarDay, TIERS } from '#app/rubric/index.ts'
import { isoDate } from '#app/rubric/words-schema.ts'
import { REVIEW_STATES } from './review.ts'

export const LIST_SORTS = ['newest', 'queue'] as const
export const PAGE_SIZE = 50
/** Counting stops here: "1,000+" is honest, and as quick for a million as for a thousand. */
export const COUNT_CAP = 1_000

/** What a list can be asked for. Everything comes from the address; unknown values are refused by the schema. */
export const listFilter = z.strictObject({
  q: z
    .string()
    .trim()
    .max(100)
    .refine((text) => !text.includes('\u0000'))
    .optional(),
  state: z.array(z.enum(REVIEW_STATES)).max(REVIEW_STATES.length).optional(),
  tier: z.array(z.enum(TIERS)).max(TIERS.length).optional(),
  late: z.boolean().optional(),
  mine: z.enum(['submitted', 'reviewing']).optional(),
  /** Submitted, and nobody has taken it. */
  unclaimed: z.boolean().optional(),
  /** A decision is expected on this day or before. */
  dueBy: isoDate.refine(isCalendarDay).optional(),
  sort: z.enum(LIST_SORTS).optional(),
  after: z.string().max(200).optional(),
  before: z.string().max(200).optional(),
})
export type ListFilter = z.infer<typeof listFilter>

export type ReadFilter = {
  filter: ListFilter /** Parts of the address that said nothing we know. */
  refused: string[]
}

/** The filter an address asks for. What cannot be read is named, and the rest still counts. */
export function readFilter(search: URLSearchParams): ReadFilter {
  const refused: string[] = []
  const filter: Record<string, unknown> = {}
  for (const name of new Set(search.keys())) {
    const texts = search.getAll(name).filter((text) => text !== '')
    if (texts.length === 0 || name === '_routes' || name === 'index') continue
    const shape = Object.hasOwn(listFilter.shape, name) ? listFilter.shape[name as keyof ListFilter] : undefined
    const read = shape?.safeParse(spelled(name, texts))
    if (read?.success) filter[name] = read.data
    else refused.push(name)
  }
  return { filter: filter as ListFilter, refused }
}

function spelled(name: string, texts: string[]): unknown {
  if (name === 'state' || name === 'tier') return [...new Set(texts)]
  const [text] = texts
  return name === 'late' || name === 'unclaimed' ? (text === '1' ? true : text) : text
}

/** The address of a filter, without the place in the list: turning a filter starts at its beginning. */
export function writeFilter(filter: ListFilter): URLSearchParams {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) {
    if (value === undefined || value === false || value === '' || name === 'after' || name === 'before') continue
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, one === true ? '1' : String(one))
  }
  return search
}
