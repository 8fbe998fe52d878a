import { readFileSync } from 'node:fs'
import { parse, stringify } from 'yaml'

/** A number that launches give. */
export const REACHED = 'context.people_reached'

type File = { version: string; [key: string]: unknown; sections: { id: string; questions: Question[] }[] }
type Question = { id: string; text: string; options?: { value: string; label: string }[]; [key: string]: unknown }

/** The launch review 1.0.0 as the file of another version, with something changed. */
export function launchFull(version: string, change: (find: (id: string) => Question, file: File) => void): string {
  const file = parse(readFileSync('rubrics/launch-full/1.0.0.yaml', 'utf8')) as File
  const all = () => file.sections.flatMap(({ questions }) => questions)
  change((id) => {
    const question = all().find((one) => one.id === id)
    if (!question) throw new Error(`no question ${id}`)
    return question
  }, file)
  return stringify({ ...file, version, effective: '2026-11-23' }, { aliasDuplicateObjects: false })
}

/** One question is gone, one takes other numbers, one is worded anew, and one is new. */
export const CALM = launchFull('2.0.0', (find, file) => {
  find('context.surfaces').text = 'In which places do people meet it?'
  find(REACHED).max = 20_000
  for (const section of file.sections) section.questions = section.questions.filter(({ id }) => id !== 'context.owner')
  const { show_when: _, ...like } = find('context.takes_away')
  const context = file.sections.find(({ id }) => id === 'context')
  context?.questions.push({ ...like, id: 'context.reversible', text: 'How would you take it back?' })
})
