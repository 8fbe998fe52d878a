/** Characters that a reader of the file does not see, though they change what is read, or what is seen around them. */
const HIDDEN: readonly (readonly [form: RegExp, what: string])[] = [
  [/[\u202a-\u202e\u2066-\u2069]/, 'it turns round the text that follows'],
  [/[\u200b\u2060\u180e]|(?<!^)\ufeff/, 'it takes no space'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  [/[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f]/, 'it is a control character'],
  [/[\ue000-\uf8ff]/, 'everybody may see another sign'],
  [/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/, 'it is half a character'],
]

/** The first character of a text that hides; joiners, which scripts and emoji need, do not. */
export function hiddenCharacter(text: string): { at: number; message: string } | undefined {
  for (const [form, what] of HIDDEN) {
    const at = text.search(form)
    if (at >= 0) return { at, message: `the text holds U+${codeAt(text, at)}, which nobody sees: ${what}.` }
  }
  return undefined
}

const codeAt = (text: string, at: number): string => text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')
