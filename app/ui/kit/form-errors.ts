import { type FieldErrors, set } from 'react-hook-form'

/** A problem the server found, as the errors of a form: beside the field it names, or else of the whole. */
export function errorsIn(problem: { message: string; fields: Readonly<Record<string, string>> }): FieldErrors {
  const errors: FieldErrors = {}
  // A list before its fields, which would be lost under it.
  const found = Object.entries(problem.fields).sort(([one], [other]) => one.length - other.length)
  for (const [name, message] of found) set(errors, name, { type: 'server', message })
  if (found.length === 0) set(errors, 'root.server', { type: 'server', message: problem.message })
  return errors
}

/** What is said of a field: of itself, or else of a part of it that has no place of its own on the page. */
export function messageIn(error: unknown): string | undefined {
  if (!isTree(error)) return undefined
  const inside = () => Object.entries(error).map(([key, part]) => (key === 'ref' ? undefined : messageIn(part)))
  return ownMessage(error) ?? inside().find((message) => message !== undefined)
}

/** What is said of a list of fields as a whole, and of none of its fields. */
export function ownMessage(error: unknown): string | undefined {
  if (!isTree(error)) return undefined
  return typeof error.message === 'string' ? error.message : ownMessage(error.root)
}

export type ListedError = { name: string | undefined; message: string }

/** Every error, in the order of the form's values. What belongs to no field of the form has no name, and comes first. */
export function listErrors({ root, ...errors }: FieldErrors, values: Readonly<Record<string, unknown>>): ListedError[] {
  const strange = Object.entries(errors).filter(([name]) => !Object.hasOwn(values, name))
  const homeless = [root, ...strange.map(([, error]) => error)]
  return [
    ...homeless.flatMap((error) => messageIn(error) ?? []).map((message) => ({ name: undefined, message })),
    ...Object.entries(values).flatMap(([name, value]) => errorsWithin(errors[name], value, name)),
  ]
}

function errorsWithin(error: unknown, value: unknown, name: string): ListedError[] {
  if (!isTree(error)) return []
  const parts = partsOf(value)
  const message = parts ? ownMessage(error) : messageIn(error)
  return [
    ...(message === undefined ? [] : [{ name, message }]),
    ...(parts ?? []).flatMap(([key, part]) => errorsWithin(error[key], part, `${name}.${key}`)),
  ]
}

/** The fields in a value, where it holds several: a list of choices is one field. */
function partsOf(value: unknown): [string, unknown][] | undefined {
  if (!isTree(value) || (Array.isArray(value) && !value.some(isTree))) return undefined
  return Object.entries(value)
}

const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
