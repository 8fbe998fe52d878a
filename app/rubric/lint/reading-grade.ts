/**
 * The Flesch–Kincaid grade of an English text: the school year it can be read in, from the length of its sentences and words.
 * Kincaid, Fishburne, Rogers and Chissom, 1975. Syllables are counted by rule, so it is right to about half a year.
 */
export function readingGrade(text: string): number {
  const words = text.match(/[A-Za-z][A-Za-z'’-]*/g) ?? []
  const sentences = text.split(/[.!?:;]+(?:\s|$)/).filter((sentence) => /[A-Za-z]/.test(sentence)).length
  if (words.length === 0 || sentences === 0) return 0
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0)
  return 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59
}

const syllablesIn = (word: string): number => {
  const sounded = word.toLowerCase().replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, '')
  return Math.max(1, sounded.match(/[aeiouy]{1,2}/g)?.length ?? 0)
}
