import type { IForbiddenRuleType } from 'dependency-cruiser'
import { expect, test } from 'vitest'
import { brokenRules, lesson } from './imports.ts'

const rule = (name: string, comment: string, from: object, to: object): IForbiddenRuleType => ({
  ...{ name, comment, severity: 'error', from, to },
})

const PURE = '\\.server\\.tsx?$'
/** people ← rubric-versions ← findings ← {reviews, conduct-plans, incidents} ← {notifications, analytics, exchange} */
const CONTEXTS: readonly (readonly string[])[] = [
  ['people'],
  ['rubric-versions'],
  ['findings'],
  ['reviews', 'conduct-plans', 'incidents'],
  ['notifications', 'analytics', 'exchange'],
]
/** What all contexts share, and what puts them together. */
const SHARED = '^app/domain/(ctx\\.server|policies|events|jobs\\.server)\\.ts$'

const layers: IForbiddenRuleType[] = [
  rule(
    'the engine stands alone',
    'app/rubric imports itself, zod and (in parse/) yaml. Hand in what it needs as an argument.',
    { path: '^app/rubric/' },
    { pathNot: '^app/rubric/|node_modules/(zod|yaml)/' },
  ),
  rule(
    'pure files of the domain stay pure',
    'A file without .server may be sent to a browser: move what needs the database into a .server.ts file beside it.',
    { path: '^app/domain/', pathNot: `${PURE}|${SHARED}` },
    {
      pathNot: [
        '^app/domain/(?!.*\\.server\\.ts$)|^app/rubric/|node_modules/zod/',
        '|^app/platform/(result|clock|ids)\\.ts$|^app/platform/access/(actor|ability)\\.ts$|^app/platform/audit/event\\.ts$',
      ].join(''),
    },
  ),
  rule(
    'the domain knows no pages',
    'A command takes an actor and an input; turn the request into those in the route.',
    { path: '^app/domain/' },
    { path: '^app/(routes|ui)/|node_modules/(react|react-dom|@remix-run|express)/' },
  ),
  rule(
    'the machinery knows no product',
    'Hand the policy, event or job in from the domain; app/platform must work in any product.',
    // The one seam: who is signed in becomes the context that commands are given.
    { path: '^app/platform/', pathNot: '^app/platform/(http/session\\.server\\.ts$|start/)' },
    { path: '^app/(domain|routes|ui)/' },
  ),
  rule(
    'the machinery keeps its own tables only',
    'app/platform may use db/schema/audit.ts and auth.ts; every other table belongs to a context.',
    { path: '^app/platform/', pathNot: '^app/platform/start/' },
    { path: '^db/schema/(?!audit\\.ts$|auth\\.ts$)' },
  ),
  rule(
    'a route calls a door',
    'Call a query or a command of one context (its index.ts or index.server.ts); a route asks no table and writes no rule.',
    { path: '^app/(routes/|root\\.tsx$)' },
    { path: '^db/|node_modules/(drizzle-orm|postgres|@casl|@ucast)/|^app/domain/(?!.*/index(\\.server)?\\.ts$)' },
  ),
  rule(
    'what is drawn comes as props',
    'app/ui draws what it is given: pure files of the domain and the rubric, never .server, the database or a route.',
    { path: '^app/ui/' },
    { path: `^db/|^app/routes/|${PURE}|node_modules/(drizzle-orm|postgres|@casl|express|pino)/` },
  ),
  rule(
    'tables share words with the domain, nothing else',
    'db/schema may import a pure vocabulary (app/domain/*/<noun>.ts, app/rubric/rubric.ts), so that enum, zod and CHECK share one list.',
    { path: '^db/schema/' },
    { pathNot: `^db/schema/|node_modules/drizzle-orm/|^app/domain/[^/]+/[^/.]+\\.ts$|^app/rubric/rubric\\.ts$` },
  ),
  rule(
    'nothing goes round in circles',
    'Move what both need into a file of its own below them.',
    {},
    { circular: true, viaOnly: { dependencyTypesNot: ['type-only'], pathNot: '^node_modules' } },
  ),
]

const doors = CONTEXTS.flat().map((context) =>
  rule(
    `${context} has doors`,
    `From outside, import app/domain/${context}/index.ts or index.server.ts; add what is missing there.`,
    { path: '^app/(domain|routes|ui|platform)/', pathNot: `^app/domain/${context}/|${SHARED}|^app/ui/` },
    // A single vocabulary may be imported as such: a door would bring the whole context with it.
    { path: `^app/domain/${context}/`, pathNot: `^app/domain/${context}/(index(\\.server)?|people)\\.ts$` },
  ),
)

const order = CONTEXTS.flatMap((level, i) =>
  level.map((context) =>
    rule(
      `${context} comes before what builds on it`,
      `Contexts build on earlier ones: ${CONTEXTS.map((one) => one.join(', ')).join(' ← ')}. Turn the call round, or let a later context do it.`,
      { path: `^app/domain/${context}/` },
      {
        path: `^app/domain/(${[...CONTEXTS.slice(i + 1).flat(), ...level.filter((one) => one !== context)].join('|') || '-'})/`,
      },
    ),
  ),
)

test('every import keeps to its layer, every context to its doors and its place', async () => {
  const { broken, modules } = await brokenRules([...layers, ...doors, ...order])
  expect(modules).toBeGreaterThan(150)
  expect(lesson(broken)).toEqual([])
}, 60_000)

test('the rules bite: each of them finds its own trespass', async () => {
  // The same rules, asked of imports that exist and are right, from the wrong side.
  const { broken } = await brokenRules([
    rule('platform', 'no platform', { path: '^app/domain/' }, { path: '^app/platform/' }),
    rule('types count too', 'no actor', { path: '^app/domain/people/policy' }, { path: '^app/platform/access/actor' }),
    rule('aliases count too', 'no tables', { path: '^app/domain/reviews/records' }, { path: '^db/schema/reviews' }),
    rule('packages count too', 'no zod', { path: '^app/rubric/' }, { path: 'node_modules/zod/' }),
  ])
  expect([...new Set(broken.map(({ rule: name }) => name))].sort()).toEqual([
    ...['aliases count too', 'packages count too', 'platform', 'types count too'],
  ])
}, 60_000)
