import type { Meaning } from '../diagnostic.ts'

/** Reasons to refuse what stands beside a rubric: scenarios, translations, files of answers. */
export const COMPANION_REFUSALS = {
  Scenarios: {
    'unknown-rubric': {
      finds: 'A scenario is for a version that is neither published nor a draft.',
      matters: 'It would never be run, and whoever reads it believes that it holds.',
      remedy: 'Name a version of this library.',
    },
    'scenario-fails': {
      finds: 'A version makes something else of the answers than the scenario expects.',
      matters: 'Either the rule was changed without meaning to, or the scenario describes what used to be.',
      remedy: 'Correct the rubric, or the scenario where the change is meant.',
    },
  },
  Translations: {
    'text-missing': {
      finds: 'A translation leaves out a text that the rubric has.',
      matters: 'A person would read one question in two languages.',
      remedy: 'Translate it.',
    },
    'text-unknown': {
      finds: 'A translation has a text for something that the rubric does not have.',
      matters: 'Nobody would ever read it, and the text it was meant for is missing.',
      remedy: 'Use the ids of the rubric; they are never translated.',
    },
    'not-its-translation': {
      finds: 'A translation stands beside another version than it translates, or is called after another language.',
      matters: 'People would be asked in words that were written for other questions.',
      remedy: 'Call it <version>.<language>.yaml, beside the version it translates.',
    },
  },
  'Answers files': {
    'unknown-given': {
      finds: 'A fact is given that the rubric does not ask for.',
      matters: 'It would count for nothing.',
      remedy: 'Name a given fact of the rubric.',
    },
    'given-not-allowed': {
      finds: 'A given fact has a value it cannot have.',
      matters: 'Conditions on it would fail without a word.',
      remedy: 'Use one of its values.',
    },
    'reason-missing': {
      finds: 'An answer says "does not apply" and not why.',
      matters: 'The portal asks everybody for the reason.',
      remedy: 'Write {n_a: "the reason"}.',
    },
    'answer-shape': {
      finds: 'An answer is not written in one of the known ways.',
      matters: 'It could not be told what was answered.',
      remedy:
        'Write a value, a list, unknown, {unknown: "note"}, {n_a: "reason"}, {value: …} or {value: …, evidence: […]}.',
    },
    'answer-*': {
      finds: 'The question does not take this answer; the code goes on with the reason, such as answer-not-an-option.',
      matters: 'It is checked like an answer on a page.',
      remedy: 'Give an answer the question takes.',
    },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Meaning>>>>
