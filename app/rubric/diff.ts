import type { CompiledRubric } from './compile.ts'
import { compareAddOns } from './diff/add-ons.ts'
import { Changes, type RubricChange } from './diff/change.ts'
import { newsOf } from './diff/earlier-answers.ts'
import { compareFile } from './diff/file-fields.ts'
import { compareGiven } from './diff/given.ts'
import { compareKnockouts } from './diff/knockouts.ts'
import { compareOutcome } from './diff/outcome.ts'
import { comparePacks } from './diff/packs.ts'
import { compareQuestions } from './diff/questions.ts'
import { compareTiers } from './diff/tiers.ts'

export { actualBump, type BumpProblem, checkBump, nextVersion, requiredBump } from './diff/bump.ts'
export type { RubricChange } from './diff/change.ts'
export {
  BUMPS,
  type Bump,
  CHANGE_CLASSES,
  CHANGE_KINDS,
  type ChangeClass,
  type ChangeKind,
  type KindMeaning,
} from './diff/kinds.ts'

/**
 * What differs between two versions of a rubric, by stable ids, each change with its class and the step of the version it takes
 * (diff/kinds.ts has the classification). The packs they pin are compared with them. Conditions and tests are compared by what they
 * mean, and the order of keys says nothing. A version beside itself gives nothing.
 */
export function diffRubrics(before: CompiledRubric, after: CompiledRubric): RubricChange[] {
  const changes = new Changes()
  const news = newsOf(before.rubric, after.rubric)
  compareFile(before, after, changes)
  comparePacks(before, after, changes)
  compareGiven(before.rubric, after.rubric, changes)
  compareQuestions(before, after, news, changes)
  compareKnockouts(before.rubric, after.rubric, news, changes)
  compareTiers(before.rubric, after.rubric, news, changes)
  compareOutcome(before.rubric, after.rubric, news, changes)
  compareAddOns(before.rubric, after.rubric, changes)
  return changes.all
}
