import type { Meaning } from '../diagnostic.ts'
import { LIMITS } from '../rubric.ts'
import { COMPANION_REFUSALS } from './codes-of-companions.ts'
import { TEXT_REFUSALS } from './codes-of-text.ts'

/**
 * Every reason to refuse a file, by what of it is wrong. `error` takes no other code, and docs/lint.md is made of these. A code with a
 * star stands for a family whose last word comes from elsewhere.
 */
export const REFUSALS = {
  'The text': TEXT_REFUSALS,
  'The shape': {
    'unknown-key': {
      finds: 'A key has no meaning at this place.',
      matters: 'It is mostly a misspelt one, and what the author meant would be missing without a word.',
      remedy: 'Remove it, or check its spelling against rubric.schema.json.',
    },
    'missing-key': {
      finds: 'Something that every such part has is missing.',
      matters: 'There is no good guess for it.',
      remedy: 'Add it.',
    },
    'key-without-use': {
      finds: 'A key stands on a kind of question that does not know it.',
      matters: 'The author expects an effect that never comes.',
      remedy: 'Remove it, or choose another kind of question.',
    },
    'value-not-allowed': {
      finds: 'A value is not one of the words allowed here.',
      matters: 'Each of these words has one fixed meaning in the engine.',
      remedy: 'Use one of the allowed values.',
    },
    'wrong-type': {
      finds: 'A value is of another type than expected, such as a number where a text belongs.',
      matters: 'A value that is bent into shape may no longer mean what was written.',
      remedy: 'Write a value of the type expected.',
    },
    'out-of-bounds': {
      finds: 'A number, a text or a list is smaller or larger than allowed.',
      matters: 'The limits are those of the pages and of the database.',
      remedy: 'Keep it within the stated bounds.',
    },
    'wrong-format': {
      finds: 'A text is not written in its form: an id, a version, a date, a reference.',
      matters: 'Other files and the history refer to it by exactly this form.',
      remedy: 'Write it in the stated form.',
    },
    'wrong-shape': {
      finds: 'A part is built differently from what the file format says.',
      matters: 'It would be read as something else, or not at all.',
      remedy: 'See rubric.schema.json for the shape.',
    },
    'duplicate-option': {
      finds: 'Two options of one question have the same value.',
      matters: 'An answer could mean either.',
      remedy: 'Keep one.',
    },
    'reserved-value': {
      finds: 'An option is called `unknown`, `n_a` or `blank`.',
      matters: 'These are states of every question; a condition could not tell the option from the state.',
      remedy: 'Remove the option; people can always answer so where it is allowed.',
    },
    'yes-no-options': {
      finds: 'A yes/no question lists other options than yes and no, or only one of them.',
      matters: 'Its answers are fixed; options only add labels and effects to them.',
      remedy: 'List both, or none.',
    },
    'empty-range': {
      finds: 'The least number allowed is above the greatest.',
      matters: 'No answer could ever be taken.',
      remedy: 'Swap them.',
    },
    'not-a-day': {
      finds: 'The date a rubric takes effect does not exist.',
      matters: 'The day decides which version a launch is judged by.',
      remedy: 'Correct the date.',
    },
    'knockout-to': {
      finds: 'A knock-out raises the tier or routes to an outcome without naming it, or names one and does neither.',
      matters: 'The two belong together; one alone does nothing.',
      remedy: 'Name the tier with tier_up or the outcome with route, or remove `to`.',
    },
    'knockout-route': {
      finds: 'A knock-out routes in a rubric without outcomes, or does something else in a rubric that ends in one.',
      matters: 'It would fire and change nothing.',
      remedy: 'Use block, escalate or tier_up where the rubric decides on a launch.',
    },
    'two-endings': {
      finds: 'A rubric has outcomes and tiers or a decision as well.',
      matters: 'Nobody could tell which of the two counts.',
      remedy: 'Keep one, or write two rubrics.',
    },
    'add-on-decides': {
      finds: 'An add-on has tiers, a decision, outcomes, a wide scope or add-ons of its own.',
      matters: 'It is a part of its base, which alone decides.',
      remedy: 'Leave it to the base.',
    },
    'add-on-prefix': {
      finds:
        'The id of a section or question in an add-on does not begin with its key (minor_safety for minor-safety).',
      matters: 'Composed with the base and other add-ons, ids could mean two things.',
      remedy: 'Begin it with the key and a dot.',
    },
    'add-on-when': {
      finds: 'The condition that draws an add-on in asks about one of its own questions.',
      matters: 'The question is only asked once the add-on is drawn in, so the condition would wait for itself.',
      remedy: 'Ask about given facts of the base, declared under given.',
    },
    'shows-itself': {
      finds: 'A section shows one of its own questions as already answered.',
      matters: 'It is asked right below, so people would read it twice.',
      remedy: 'Remove it from shows.',
    },
  },
  Conditions: {
    'condition-not-a-map': {
      finds: 'A condition is not a map of question id to test.',
      matters: 'It could not be told what it asks.',
      remedy: 'Write for example  contact.default_inbound: anyone',
    },
    'condition-empty': {
      finds: 'A condition asks for nothing.',
      matters: 'It could mean always or never; nobody should have to guess.',
      remedy: 'Name at least one question, or leave the condition out.',
    },
    'condition-too-deep': {
      finds: `Conditions nest more than ${LIMITS.conditionDepth} levels.`,
      matters: 'Nobody can check such a condition by reading it.',
      remedy: 'Split the condition, or ask a question that states it directly.',
    },
    'condition-list': {
      finds: '`all` or `any` has no list of conditions, or too long a one.',
      matters: 'It could not be told what has to hold.',
      remedy: 'Write it as a list, one condition a line.',
    },
    'condition-count': {
      finds: '`count` lacks its conditions or says not how many of them must hold.',
      matters: 'It could not be told when it holds.',
      remedy: 'Write count: {of: [...], at_least: 2}',
    },
    'condition-test': {
      finds: 'The test on an answer is not understood.',
      matters: 'It would never hold, and the rule would be dead without a word.',
      remedy: 'A test is a value, or a map of is, in, includes, includes_all, gt, gte, lt, lte, items_gte, answered.',
    },
    'condition-cycle': {
      finds: 'Some questions are shown only if one of the others is, round in a circle.',
      matters: 'None of them could ever be shown.',
      remedy: 'Remove one of the conditions.',
    },
  },
  'Names and references': {
    'duplicate-id': {
      finds: 'Two questions, given facts, sections or rules have the same id.',
      matters: 'Answers and history hang on ids; two things would share them.',
      remedy: 'Every id is unique in its rubric, given facts included.',
    },
    'reserved-id': {
      finds: 'An id is a word of the condition language, or one that every object of the program already has.',
      matters: 'A condition on it would be read as something else.',
      remedy: 'Choose another id.',
    },
    'unknown-question': {
      finds:
        'A condition, an answer, `shows` or `unless_asked` names a question or given fact that the rubric does not have.',
      matters: 'The condition could never hold; the answer would count for nothing.',
      remedy:
        'Name a question of this rubric or a given fact; an add-on declares under given what it takes from its base.',
    },
    'unknown-option': {
      finds: 'A test names a value that the question does not offer.',
      matters: 'It could never hold. Options are text: `1` never equals the option "1".',
      remedy: 'Use one of its options.',
    },
    'unknown-harm': {
      finds: 'An effect or a score names a harm that the taxonomy does not have.',
      matters: 'It would raise nothing.',
      remedy: 'Name a harm or a group (CSE-*) of the pack.',
    },
    'unknown-outcome': {
      finds: 'A rule, a knock-out or `otherwise` leads to an outcome that the rubric does not have.',
      matters: 'Whoever answers would be left without a result.',
      remedy: 'Name one of outcome.values.',
    },
    'duplicate-reason': {
      finds: 'Two knock-outs or rules have the same reason code.',
      matters: 'The code stands in decisions and scenarios and must mean one reason.',
      remedy: 'Give each knock-out a code of its own.',
    },
    'unknown-taxonomy': {
      finds: 'The rubric names another taxonomy than the one at hand.',
      matters: 'Its harms would be judged by a list they were not written for.',
      remedy: 'Name an existing pack.',
    },
  },
  'Packs and places': {
    'pack-missing': {
      finds: 'The taxonomy, policy table or add-on that a rubric names is not in the library.',
      matters: 'Without it the rubric is not whole: no harm has a name or a level, or questions are missing.',
      remedy: 'Add the file, or name a pack that exists.',
    },
    'not-its-add-on': {
      finds: 'A rubric names an add-on that belongs to another base, or a rubric that is no add-on.',
      matters: 'Its questions were not written to be asked here.',
      remedy: 'Name an add-on of this rubric under add_ons.',
    },
    'given-differs': {
      finds:
        'An add-on declares a fact of its base that the base does not have, or has with another kind or other values.',
      matters: 'Its conditions would test for answers that nobody can give.',
      remedy: 'Declare it under given just as the base asks it.',
    },
    'misplaced-file': {
      finds: 'A rubric file lies under another key or version than it holds.',
      matters: 'A published version is found by its name; it would be taken for another.',
      remedy: 'Move it to <key>/<version>.yaml, or a draft to <key>/drafts/<version>.yaml.',
    },
    'draft-of-published': {
      finds: 'A draft holds a version that is published already.',
      matters: 'A published version is frozen; whoever names it could mean either of the two.',
      remedy: 'Remove the draft, or give it the next version.',
    },
    'duplicate-harm': {
      finds: 'A taxonomy lists a harm twice.',
      matters: 'One of its two floors would win by chance.',
      remedy: 'Keep one.',
    },
    'orphan-harm': {
      finds: 'A harm belongs to no group of its taxonomy.',
      matters: 'Rules that name the whole group would miss it.',
      remedy: 'List its group under groups.',
    },
  },
  ...COMPANION_REFUSALS,
} as const satisfies Readonly<Record<string, Readonly<Record<string, Meaning>>>>
