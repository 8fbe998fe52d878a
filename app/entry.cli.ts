import { Command, CommanderError, Option } from 'commander'
import type { BacktestOptions } from './cli/backtest.ts'
import { type Outcome, Refused } from './cli/output.ts'
import type { PreviewOptions } from './cli/preview.ts'
import type { TeamOptions } from './cli/team.ts'
import type { UserOptions } from './cli/user.ts'

/**
 * The command line. Each command loads its own part of the program when it runs, so that help is quick.
 * Exit codes: 0 good, 1 findings or refused input, 2 wrong usage.
 */
const program = new Command('plimsoll')
  .description('Safety reviews from the command line: check rubrics, assess answers, verify the audit log.')
  .option('--json', 'print JSON instead of text')
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, '')) })
  .showSuggestionAfterError()
  .addHelpText(
    'after',
    '\nExit codes: 0 good, 1 findings or refused input, 2 wrong usage.\nExample: plimsoll rubric lint rubrics',
  )

const rubric = program.command('rubric').description('check, assess, explain and compare rubrics')
const RUBRICS = [
  '--rubrics <folder>',
  'the folder of rubrics (default: ./rubrics, else the one that came with the program)',
] as const

const LANGUAGE = ['--language <language>', 'the words of the rubric in a language it is translated to: pt-BR'] as const

command(
  rubric,
  'lint <path...>',
  'check rubric, translation, scenario, taxonomy and table files',
  'plimsoll rubric lint rubrics',
  '{ok, files, errors, warnings, findings: [{file, severity, code, path, line?, message, remedy}]}',
)
  .option('--strict', 'fail on warnings too')
  .option('--watch', 'lint again on every change and say what is new or gone; Ctrl-C ends it')
  .action((paths: string[], { strict = false, watch }: { strict?: boolean; watch?: boolean }) =>
    run(async () =>
      watch
        ? (await import('./cli/watch.ts')).watchLint(paths, wantsJson(), say)
        : (await import('./cli/lint.ts')).lint(paths, strict),
    ),
  )
command(
  rubric,
  'assess <rubric>',
  'evaluate answers: missing questions, tier, outcome or levels, decision and reasons',
  'plimsoll rubric assess launch-triage --answers answers.yaml',
  '{ok, rubric, version, language, visible, hidden, missing, invalid, unknown, unproven, completeness, knockouts, tier, outcome, harms: [{code, name, inherent, current, target}], overall, decision}',
)
  .requiredOption('--answers <file>', 'YAML or JSON: question id to answer, or {given, answers, scoring}')
  .option(...LANGUAGE)
  .option(...RUBRICS)
  .action((name: string, options: { answers: string; rubrics?: string; language?: string }) =>
    run(async () => (await import('./cli/assess.ts')).assess(name, options)),
  )
command(
  rubric,
  'explain <rubric>',
  'say why, step by step, and what would have to change',
  'plimsoll rubric explain launch-full@1.0.0 --answers answers.yaml --harm CSE-3',
  '{ok, tier, outcome: [sentence], decision: [sentence], harms: [{code, name, summary, steps}], pathToYes: {from, to, changes, fewest, sentences} or null}',
)
  .requiredOption('--answers <file>', 'YAML or JSON: question id to answer, or {given, answers, scoring}')
  .option('--harm <code>', 'only this harm')
  .option(...LANGUAGE)
  .option(...RUBRICS)
  .action((name: string, options: { answers: string; rubrics?: string; harm?: string; language?: string }) =>
    run(async () => (await import('./cli/assess.ts')).explainAnswers(name, options)),
  )
command(
  rubric,
  'diff <old> <new>',
  'say what changed between two versions, and whether the version number says so',
  'plimsoll rubric diff launch-full@1.0.0 drafts/launch-full.yaml',
  '{ok, from: {key, version, effective}, to, required: major, minor, patch or null, problem: {code, message, remedy} or null, changes: [{kind, class, bump, id, path, from, to, sentence}]}',
)
  .option(...RUBRICS)
  .action((older: string, newer: string, options: { rubrics?: string }) =>
    run(async () => (await import('./cli/diff.ts')).diff(older, newer, options)),
  )
command(
  rubric,
  'backtest <draft>',
  'replay a draft over the decided reviews of the portal: what flips, and what more is asked',
  'plimsoll rubric backtest launch-full@2.0.0',
  '{ok, draft: {key, version}, summary: {reviews, flipped, flips, added, knockouts, gates}, reviews: [{reviewId, launch, title, version, before, after, flips, added, newKnockouts, newGates}]}',
)
  .option('--logged', 'also launches that ended without anybody deciding (T0, T1)')
  .option('--fail-on-flip', 'end with 1 when a review flips')
  .option(...RUBRICS)
  .action((draft: string, options: BacktestOptions) =>
    run(async () => (await import('./cli/backtest.ts')).backtest(draft, options)),
  )
command(
  rubric,
  'preview <rubric>',
  'one HTML page with every section, question and condition, to read, print or send',
  'plimsoll rubric preview launch-full@2.0.0 --as reviewer --out launch-full.html',
  '{ok, rubric, version, language, as, file}, or html instead of file',
)
  .addOption(new Option('--as <reader>', 'who reads it').choices(['answerer', 'reviewer']).default('answerer'))
  .option('--out <file>', 'write it there instead of printing it')
  .option(...LANGUAGE)
  .option(...RUBRICS)
  .action((name: string, options: PreviewOptions) =>
    run(async () => (await import('./cli/preview.ts')).preview(name, options)),
  )
command(
  rubric,
  'schema',
  'print the JSON Schema of rubric files, for editors',
  'plimsoll rubric schema --write',
  'the schema; with --write {ok, file}',
)
  .option('--write', 'write rubric.schema.json beside the rubrics')
  .option(...RUBRICS)
  .action((options: { write?: boolean; rubrics?: string }) =>
    run(async () => (await import('./cli/schema.ts')).schema(options)),
  )

command(
  program.command('audit').description('check the audit log'),
  'verify',
  'recompute every hash of the audit log and follow every chain',
  'DATABASE_URL=postgres://… plimsoll audit verify',
  '{ok, streams, events, bad: [{stream, seq, what}]}',
).action(() => run(async () => (await import('./cli/audit.ts')).verify()))
command(
  program.command('team').description('teams, to which people belong'),
  'add <name>',
  'add a team; on an empty portal this comes before the first person',
  "plimsoll team add 'Trust & Safety' --kind safety --time-zone Europe/Dublin --reason 'First team'",
  '{ok, id, name, kind, timeZone}',
)
  .requiredOption('--kind <kind>', 'product, safety, partnerships, legal or operations')
  .requiredOption('--reason <reason>', 'why; kept in the audit log')
  .option('--time-zone <zone>', 'such as Europe/Dublin', 'UTC')
  .action((name: string, options: TeamOptions) =>
    run(async () => (await import('./cli/team.ts')).createTeam(name, options)),
  )
command(
  program.command('user').description('people who may sign in'),
  'add <email>',
  'add a person to a team, with roles and a password from stdin',
  "printf '%s' \"$PASSWORD\" | plimsoll user add ada@example.org --name 'Ada Byrne' --title 'T&S lead' --team 'Trust & Safety' --role admin --reason 'First administrator' --password-stdin",
  '{ok, id, email, team, roles}',
)
  .requiredOption('--name <name>', 'the full name')
  .requiredOption('--title <title>', 'what the person does')
  .requiredOption('--team <team>', 'the name of a team')
  .requiredOption('--reason <reason>', 'why; kept in the audit log')
  .option('--role <role...>', 'submitter, reviewer, lead, council, auditor, admin …')
  .option('--time-zone <zone>', 'such as Europe/Dublin', 'UTC')
  .option('--password-stdin', 'read the password from stdin')
  .action((email: string, options: UserOptions) =>
    run(async () => (await import('./cli/user.ts')).addUser(email, options)),
  )

function command(parent: Command, name: string, description: string, example: string, shape: string): Command {
  return parent
    .command(name)
    .description(description)
    .option('--json', 'print JSON instead of text')
    .addHelpText('after', `\nWith --json: ${shape}\nWhen refused: {ok: false, error}\n\nExample: ${example}`)
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const wantsJson = (): boolean => process.argv.includes('--json')

async function run(work: () => Promise<Outcome>): Promise<void> {
  try {
    const { code, text, json } = await work()
    process.exitCode = code
    process.stdout.write(`${wantsJson() ? JSON.stringify(json, null, 2) : text}\n`)
  } catch (cause) {
    process.exitCode = 1
    const message = cause instanceof Refused ? cause.message : `Something went wrong: ${firstLine(cause)}`
    if (wantsJson()) process.stdout.write(`${JSON.stringify({ ok: false, error: message }, null, 2)}\n`)
    else process.stderr.write(`${message}\n`)
  }
}

const firstLine = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? ''

// `plimsoll … | head` closes the pipe early; that is no trouble of ours.
process.stdout.on('error', () => process.exit())
try {
  await program.parseAsync()
} catch (cause) {
  if (!(cause instanceof CommanderError)) throw cause
  process.exitCode = cause.exitCode === 0 ? 0 : 2
}
