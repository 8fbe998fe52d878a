import { expect, test } from 'vitest'
import { ADD_ON_FIELDS } from '#app/rubric/diff/add-ons.ts'
import { NO_NEWS } from '#app/rubric/diff/earlier-answers.ts'
import type { FieldRules } from '#app/rubric/diff/fields.ts'
import { DECISION_FIELDS, RUBRIC_FIELDS } from '#app/rubric/diff/file-fields.ts'
import { GIVEN_FIELDS } from '#app/rubric/diff/given.ts'
import { knockoutFields } from '#app/rubric/diff/knockouts.ts'
import { OPTION_FIELDS } from '#app/rubric/diff/options.ts'
import { OUTCOME_FIELDS, outcomeRuleFields } from '#app/rubric/diff/outcome.ts'
import { HARM_FIELDS } from '#app/rubric/diff/packs.ts'
import { COLUMN_FIELDS, questionFields } from '#app/rubric/diff/question-fields.ts'
import { sectionFields } from '#app/rubric/diff/section-fields.ts'
import { TIER_FIELDS, tierRuleFields } from '#app/rubric/diff/tiers.ts'
import { taxonomySchema } from '#app/rubric/pack-schema.ts'
import {
  addOnSchema,
  columnSchema,
  decisionSchema,
  givenSchema,
  knockoutSchema,
  optionSchema,
  outcomeRuleSchema,
  outcomeValueSchema,
  questionSchema,
  rubricSchema,
  sectionSchema,
  tierRuleSchema,
  tiersSchema,
} from '#app/rubric/schema.ts'

const SCHEMAS: [string, object, FieldRules][] = [
  ['rubric', rubricSchema.shape, RUBRIC_FIELDS],
  ['section', sectionSchema.shape, sectionFields(NO_NEWS)],
  ['question', questionSchema.shape, questionFields(NO_NEWS)],
  ['option', optionSchema.shape, OPTION_FIELDS],
  ['column', columnSchema.shape, COLUMN_FIELDS],
  ['knock-out', knockoutSchema.shape, knockoutFields(NO_NEWS)],
  ['given fact', givenSchema.shape, GIVEN_FIELDS],
  ['tier rule', tierRuleSchema.shape, tierRuleFields(NO_NEWS)],
  ['tier', tiersSchema.shape.about.valueType.shape, TIER_FIELDS],
  ['outcome', outcomeValueSchema.shape, OUTCOME_FIELDS],
  ['outcome rule', outcomeRuleSchema.shape, outcomeRuleFields(NO_NEWS)],
  ['add-on', addOnSchema.shape, ADD_ON_FIELDS],
  ['decision', decisionSchema.shape, DECISION_FIELDS],
  ['harm', taxonomySchema.shape.harms.element.shape, HARM_FIELDS],
]

test.each(SCHEMAS)('every key of a %s is compared by a rule of its own', (name, shape, rules) => {
  const missing = Object.keys(shape).filter((key) => !(key in rules))
  expect(
    missing.map(
      (key) => `${name}.${key}: say in app/rubric/diff how a change of it is classed, or it counts as deciding.`,
    ),
  ).toEqual([])
})
