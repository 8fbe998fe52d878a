import type { Meaning } from '../diagnostic.ts'
import { LIMITS } from '../rubric.ts'

/** Reasons to refuse a file before anything is known of what it says. */
export const TEXT_REFUSALS = {
  'file-too-large': {
    finds: `The file is larger than ${LIMITS.fileBytes / 1024} KB.`,
    matters: 'A file is read while people wait; a text without bounds could hold up the portal.',
    remedy: 'Split it, or move long text elsewhere.',
  },
  'not-a-file': {
    finds: 'Where a file is expected lies a folder, a pipe or a device.',
    matters: 'Reading a pipe can wait for ever.',
    remedy: 'Put a plain file here.',
  },
  'outside-library': {
    finds: 'A file is a link that leads out of the library.',
    matters: 'What a library holds is reviewed and versioned; what lies elsewhere is neither.',
    remedy: 'Put the file itself here.',
  },
  'not-utf-8': {
    finds: 'The bytes of the file are not UTF-8 text.',
    matters: 'Two programs would read two different texts.',
    remedy: 'Save it as UTF-8.',
  },
  'hidden-character': {
    finds:
      'The text, a comment included, holds a character that nobody sees: one that turns text round, has no width, or controls.',
    matters: 'Whoever reviews the file would read something else than the portal does.',
    remedy: 'Delete it; write plain letters.',
  },
  'nul-character': {
    finds: 'The text holds a NUL character, written out or as an escape.',
    matters: 'No text column of the database can hold it.',
    remedy: 'Save it as plain UTF-8 text.',
  },
  'file-too-complex': {
    finds: 'The file has more parts than any rubric needs.',
    matters: 'A flood of parts costs memory before anything is known of the content.',
    remedy: 'A rubric of 150 questions stays far below; split it.',
  },
  'bracket-unmatched': {
    finds: 'A bracket closes that was never opened.',
    matters: 'What follows would be read as something else than it looks like.',
    remedy: 'Remove it, or quote the text.',
  },
  'nesting-too-deep': {
    finds: `The structure nests more than ${LIMITS.depth} levels.`,
    matters: 'Nothing in a rubric is that deep; reading it could take the portal down.',
    remedy: 'Flatten the structure.',
  },
  'yaml-unreadable': {
    finds: 'The file cannot be read as YAML.',
    matters: 'Nothing of it is known, so nothing of it can count.',
    remedy: 'Check the indentation and the quotes.',
  },
  'yaml-*': {
    finds:
      'The YAML breaks a rule of the language; the code goes on with the name of the rule, such as yaml-bad-indent.',
    matters: 'A parser that guesses gives two readers two rubrics.',
    remedy: 'Correct the YAML.',
  },
  alias: {
    finds: 'A part is written as an alias (`*name`).',
    matters: 'A few aliases can stand for millions of parts, and a reviewer of the file would not see what they hold.',
    remedy: 'Write the value out.',
  },
  anchor: {
    finds: 'A part carries an anchor (`&name`).',
    matters: 'Anchors serve aliases, which are not read.',
    remedy: 'Remove the anchor.',
  },
  tag: {
    finds: 'A part carries a tag (`!name`).',
    matters: 'A tag can turn data into something else; a rubric is plain data.',
    remedy: 'Remove the tag; quote the value if it is text.',
  },
  'merge-key': {
    finds: 'A map takes over another one by a merge key (`<<`).',
    matters: 'What holds for a question must stand where it is read.',
    remedy: 'Write the entries out.',
  },
  'number-out-of-range': {
    finds: 'A number cannot be kept exactly.',
    matters: 'It would silently become another number.',
    remedy: 'Use a smaller number.',
  },
  'too-many-keys': {
    finds: `The file has more than ${LIMITS.keys} keys.`,
    matters: 'It is far more than a rubric of 150 questions needs.',
    remedy: 'Split the rubric.',
  },
  'key-not-text': {
    finds: 'A key is a number, a list, or carries an anchor or a tag.',
    matters: 'Keys are names; anything else is read differently by different programs.',
    remedy: 'Quote the key.',
  },
  'forbidden-key': {
    finds: 'A key is one that every object of the program already has, such as `__proto__`.',
    matters: 'It could change the program instead of the rubric.',
    remedy: 'Choose another name.',
  },
  'duplicate-key': {
    finds: 'One map has the same key twice.',
    matters: 'Only one of the two would count, and not everybody expects the same one.',
    remedy: 'Keep one of the two.',
  },
} as const satisfies Readonly<Record<string, Meaning>>
