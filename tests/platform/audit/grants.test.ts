import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '#tests/support/database.ts'

const { ownerDb } = await testDatabase()

/** What the portal may do with whole tables and with single columns, as `table → verbs`. */
async function powers() {
  const rows = await ownerDb.execute(sql`
    select c.relname as name, array_to_string(array_agg(verb order by verb), ' ') as verbs
    from pg_class c cross join unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) as verb
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
      and (has_table_privilege('plimsoll_app', c.oid, verb)
        or verb in ('SELECT', 'INSERT', 'UPDATE') and has_any_column_privilege('plimsoll_app', c.oid, verb))
    group by c.relname`)
  return new Map(rows.map(({ name, verbs }) => [String(name), String(verbs)]))
}

describe('what the portal’s role may do', () => {
  test('every table was thought of: a new one needs its grants, and its place in the law, in a migration', async () => {
    const granted = await powers()
    const tables = await ownerDb.execute(sql`select relname from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`)
    expect(tables.map(({ relname }) => String(relname)).filter((name) => !granted.has(name))).toEqual([])
  })

  test('what is written once can be added and read, nothing else', async () => {
    const granted = await powers()
    const once = ['audit_events', 'review_snapshots', 'assessments', 'assessment_levels', 'decisions', 'conditions']
    once.push('change_requests', 'change_request_questions', 'answer_authors', 'rubric_versions')
    once.push('rubric_remarks', 'rubric_backtests', 'rubric_backtest_rows', 'rubric_publications', 'rubric_retirements')
    once.push('review_move_answers')
    for (const name of once) expect(`${name}: ${granted.get(name)}`).toBe(`${name}: INSERT SELECT`)
    expect(granted.get('audit_heads')).toBe('SELECT')
    expect(granted.get('review_transitions')).toBe('SELECT')
  })

  test('only sign-in state and remembered requests can be deleted', async () => {
    const deletable = [...(await powers())].filter(([, verbs]) => verbs.includes('DELETE')).map(([name]) => name)
    expect(deletable.sort()).toEqual(['account', 'idempotency_keys', 'session', 'sign_in_failures', 'verification'])
  })

  test('nothing can be emptied, owned or created', async () => {
    for (const [name, verbs] of await powers()) expect(verbs, name).not.toMatch(/TRUNCATE|TRIGGER|REFERENCES/)
    const [row] = await ownerDb.execute(sql`select
      has_schema_privilege('plimsoll_app', 'public', 'CREATE') as creates,
      has_schema_privilege('plimsoll_app', 'law', 'USAGE') as law,
      exists (select from pg_class where relowner = 'plimsoll_app'::regrole) as owns`)
    expect(row).toEqual({ creates: false, law: false, owns: false })
  })

  test('every function of the law runs as its owner with a fixed search path', async () => {
    const loose = await ownerDb.execute(sql`select proname from pg_proc
      where pronamespace = 'law'::regnamespace and prorettype = 'trigger'::regtype
        and not (prosecdef and proconfig @> array['search_path=pg_catalog, public, pg_temp'])`)
    expect([...loose]).toEqual([])
  })
})
