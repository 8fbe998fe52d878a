import { CHANGE_CLASSES, type ChangeClass, checkBump, diffRubrics, requiredBump } from '#app/rubric/diff.ts'
import type { Outcome } from './output.ts'
import { findRubric, rubricFolder } from './rubric-files.ts'

/** What differs between two versions of a rubric, and whether the newer number says so. */
export async function diff(older: string, newer: string, options: { rubrics?: string }): Promise<Outcome> {
  const folder = rubricFolder(options.rubrics)
  const before = await findRubric(older, folder)
  const after = await findRubric(newer, folder)
  const [from, to] = [before.rubric, after.rubric]
  const changes = diffRubrics(before, after)
  const required = requiredBump(changes)
  const problem = checkBump(from.version, to.version, changes)
  const name = from.key === to.key ? from.key : `${from.key} and ${to.key}`
  const lines = [
    `${name}: ${from.version} → ${to.version}`,
    ...CHANGE_CLASSES.flatMap((one) => {
      const found = changes.filter((change) => change.class === one)
      return found.length > 0
        ? ['', `${CLASS_WORDS[one]} (${found.length})`, ...found.map(({ bump, sentence }) => `- ${sentence} [${bump}]`)]
        : []
    }),
    '',
    problem ? `${problem.message} ${problem.remedy}` : rightStep(changes.length, required),
  ]
  return {
    code: problem ? 1 : 0,
    text: lines.join('\n'),
    json: {
      ok: !problem,
      from: { key: from.key, version: from.version, effective: from.effective },
      to: { key: to.key, version: to.version, effective: to.effective },
      required: required ?? null,
      problem: problem ?? null,
      changes,
    },
  }
}

const CLASS_WORDS: Readonly<Record<ChangeClass, string>> = {
  breaking: 'Breaking: answers stop fitting',
  behavioural: 'Behavioural: more is asked, or answers come out differently',
  wording: 'Wording: nothing is asked or decided differently',
}

const rightStep = (changes: number, required: string | undefined): string =>
  required
    ? `${changes} ${changes === 1 ? 'change' : 'changes'}; the version takes at least a ${required} step, and does.`
    : 'Nothing differs.'
