/** NUL and halves of a character pair are legal in JavaScript text, but no database column or JSON file can hold them. */
export const isStorableText = (text: string): boolean => !/\0|\p{Surrogate}/u.test(text)
export const UNSTORABLE_TEXT = 'The text holds a character that cannot be stored. Type it again.'
