import { questionPlaces } from '../places.ts'
import { readingGrade } from './reading-grade.ts'
import type { LintRule } from './rule.ts'

const HELP_MAX = 600
const TEXT_MAX = 160
const GRADE_MAX = 12

const evidenceHintMissing: LintRule = {
  code: 'evidence-hint-missing',
  severity: 'warning',
  finds: 'A question about a safeguard or about evidence does not say what evidence would change the answer.',
  matters: 'Submitters claim what they believe, and reviewers have to ask again for what would show it.',
  remedy: 'Add evidence.',
  find: ({ compiled }) =>
    questionPlaces(compiled.rubric)
      .filter(({ question }) => question.dimension === 'control' || question.dimension === 'evidence')
      .filter(({ question }) => question.evidence === undefined)
      .map(({ path, question: { id } }) => ({
        path,
        message: `${id} does not say what evidence would change the answer.`,
      })),
}

const helpTooLong: LintRule = {
  code: 'help-too-long',
  severity: 'warning',
  finds: `The help of a question has more than ${HELP_MAX} characters.`,
  matters: 'People stop reading at about that length, and answer what they think was asked.',
  remedy: 'Shorten it, or move a part into the example.',
  find: ({ compiled }) =>
    questionPlaces(compiled.rubric)
      .filter(({ question }) => question.help.length > HELP_MAX)
      .map(({ path, question: { id, help } }) => ({
        path: `${path}.help`,
        message: `the help of ${id} has ${help.length} characters; people stop reading at about ${HELP_MAX}.`,
      })),
}

const exclusiveWithoutUse: LintRule = {
  code: 'exclusive-without-use',
  severity: 'warning',
  finds: 'An option is marked exclusive on a question that has one answer anyway.',
  matters: 'The mark does nothing; the question was perhaps meant to take several answers.',
  remedy: 'Remove exclusive.',
  find: ({ compiled }) =>
    questionPlaces(compiled.rubric)
      .filter(({ question }) => question.kind !== 'multi')
      .flatMap(({ path, question: { kind, options = [] } }) =>
        options.flatMap(({ exclusive }, o) =>
          exclusive ? [{ path: `${path}.options[${o}]`, message: `a ${kind} question has one answer anyway.` }] : [],
        ),
      ),
}

const questionTooLong: LintRule = {
  code: 'question-too-long',
  severity: 'warning',
  finds: `A question has more than ${TEXT_MAX} characters.`,
  matters: 'A long question asks several things, and the answer fits only one of them.',
  remedy: 'Ask one thing; move the rest into the help.',
  find: ({ compiled }) =>
    questionPlaces(compiled.rubric)
      .filter(({ question }) => question.text.length > TEXT_MAX)
      .map(({ path, question: { id, text } }) => ({
        path: `${path}.text`,
        message: `${id} has ${text.length} characters; the budget is ${TEXT_MAX}.`,
      })),
}

const readsTooHard: LintRule = {
  code: 'reads-too-hard',
  severity: 'warning',
  finds: `A question with its help reads above school year ${GRADE_MAX} (Flesch–Kincaid; English only).`,
  matters: 'Most of those who answer do so in a second language, and in a hurry.',
  remedy: 'Shorten the sentences, and use shorter words.',
  find: ({ compiled: { rubric } }) =>
    rubric.language.startsWith('en')
      ? questionPlaces(rubric)
          .map(({ path, question }) => ({
            path,
            id: question.id,
            grade: readingGrade(`${question.text} ${question.help}`),
          }))
          .filter(({ grade }) => grade > GRADE_MAX)
          .map(({ path, id, grade }) => ({
            path: `${path}.help`,
            message: `${id} reads like school year ${Math.round(grade)}; the budget is ${GRADE_MAX}.`,
          }))
      : [],
}

export const questions = [evidenceHintMissing, questionTooLong, helpTooLong, readsTooHard, exclusiveWithoutUse]
