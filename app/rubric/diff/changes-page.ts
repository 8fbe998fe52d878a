import type { CompiledRubric } from '../compile.ts'
import { questionPlaces } from '../places.ts'
import { actualBump, checkBump, requiredBump } from './bump.ts'
import type { RubricChange } from './change.ts'
import { CHANGE_CLASSES, type ChangeClass } from './kinds.ts'

type Diff = (before: CompiledRubric, after: CompiledRubric) => RubricChange[]

const TITLES: Readonly<Record<ChangeClass, string>> = {
  breaking: 'Breaking',
  behavioural: 'Behavioural',
  wording: 'Wording',
}

/**
 * CHANGES.md of a rubric: what each version changed, newest first, and above them what its drafts would change.
 * @param versions the published ones, newest first
 * @param command what to run to write it anew
 * @param drafts newest first
 */
export function changesPage(
  versions: readonly CompiledRubric[],
  diff: Diff,
  command: string,
  drafts: readonly CompiledRubric[] = [],
): string {
  const newest = versions[0] ?? drafts[0]
  return [
    `# ${newest?.rubric.title ?? ''}: changes`,
    '',
    `Made of the versions beside this page: \`WRITE_DOCUMENTS=1 npx vitest run ${command}\`.`,
    ...(drafts.length > 0 ? ['', '## Draft', '', 'Neither published nor in force; it can still change.'] : []),
    ...drafts.flatMap((draft) => {
      const before = versions.find(({ rubric }) => actualBump(rubric.version, draft.rubric.version) !== undefined)
      const lines = before ? step(before, draft, diff(before, draft)) : start(draft)
      return ['', ...lines.map((line) => (line.startsWith('##') ? `#${line}` : line))]
    }),
    ...versions.flatMap((version, i) => {
      const before = versions[i + 1]
      return ['', ...(before ? step(before, version, diff(before, version)) : start(version))]
    }),
    '',
  ].join('\n')
}

function step(before: CompiledRubric, after: CompiledRubric, changes: readonly RubricChange[]): string[] {
  const { version, effective } = after.rubric
  // The heading says the day.
  const told = changes.filter(({ kind }) => kind !== 'effective-changed')
  const problem = checkBump(before.rubric.version, version, changes)
  return [
    `## ${version}, from ${effective}`,
    '',
    `After ${before.rubric.version}; the changes take a ${requiredBump(changes) ?? 'patch'} step.`,
    ...(problem ? ['', `**${problem.message} ${problem.remedy}**`] : []),
    ...CHANGE_CLASSES.flatMap((one) => {
      const found = told.filter((change) => change.class === one)
      return found.length > 0 ? ['', `### ${TITLES[one]}`, '', ...found.map(({ sentence }) => `- ${sentence}`)] : []
    }),
  ]
}

function start({ rubric }: CompiledRubric): string[] {
  const questions = questionPlaces(rubric)
  const knockouts = questions.flatMap(({ question }) => question.knockouts ?? []).length
  return [
    `## ${rubric.version}, from ${rubric.effective}`,
    '',
    `The first version: ${count(rubric.sections.length, 'section')}, ${count(questions.length, 'question')}, ${count(knockouts, 'knock-out')}.`,
    '',
    ...rubric.sections.map(
      ({ id, title, questions: asked }) => `- \`${id}\`: ${title}, ${count(asked.length, 'question')}`,
    ),
  ]
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`
