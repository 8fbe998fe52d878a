/** The texts of a form by their names. Browsers send line breaks as two characters; one is kept. */
export function textsIn(form: FormData): Record<string, string> {
  const texts: Record<string, string> = Object.create(null)
  for (const [name, value] of form) if (typeof value === 'string') texts[name] = value.replaceAll('\r\n', '\n')
  return { ...texts }
}
