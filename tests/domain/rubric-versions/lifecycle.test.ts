import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { abilityFor } from '#app/domain/policies.ts'
import { DRAFT_STATES, DRAFT_TRANSITIONS, type DraftState } from '#app/domain/rubric-versions/draft.ts'
import {
  activeVersion,
  changeDraft,
  findDraft,
  findDraftFile,
  finishBacktest,
  listRubrics,
  openConsultation,
  proposeDraft,
  publishDraft,
  remarkOnDraft,
  retireVersion,
  startBacktest,
  unlessDraftMovedOn,
  versionFor,
  withdrawDraft,
} from '#app/domain/rubric-versions/index.server.ts'
import { DRAFT_ACTIONS } from '#app/domain/rubric-versions/policy.ts'
import { can } from '#app/platform/access/ability.ts'
import { expectOk } from '#db/seed/stage.ts'
import { verdict } from '#tests/platform/audit/world.ts'
import { buildWorld, type World } from '#tests/support/build.ts'
import { testDatabase } from '#tests/support/database.ts'
import { propose, publish, revisionOf, testDraft } from '#tests/support/publish.ts'

const { db, ownerDb } = await testDatabase()
let world: World
beforeAll(async () => {
  world = await buildWorld(db, undefined, { accounts: false })
})

const TRIAGE = readFileSync('rubrics/launch-triage/1.0.0.yaml', 'utf8')
/** A later version in other words, in force from a day. */
const triage = (version: string, title = `Launch triage ${version}`, from = '2026-10-01') =>
  TRIAGE.replace('version: 1.0.0', `version: ${version}`)
    .replace(/^title: .*$/m, `title: ${title}`)
    .replace(/^effective: .*$/m, `effective: ${from}`)

const refusal = async (done: Promise<{ ok: boolean; problem?: { message: string; fields?: object } }>) => {
  const result = await done
  expect(result.ok).toBe(false)
  return [result.problem?.message, ...Object.values(result.problem?.fields ?? {})].join(' ')
}

describe('from a file to a version in force', () => {
  test('a reviewer proposes, others say what they think, it is tested, and a lead puts in force exactly that', async () => {
    const draftId = await propose(world, { source: triage('1.0.1'), reason: 'The title did not say for whom it is.' })
    expect((await findDraft(world.as('ines'), draftId))?.state).toBe('draft')
    expect(await findDraft(world.as('maya'), draftId), 'a draft is a workshop').toBeUndefined()

    expectOk(await openConsultation(world.as('ines'), { draftId, revision: 1 }))
    const remark = { draftId, remarkId: randomUUID(), about: 'minors', text: 'Say what counts as reaching them.' }
    expectOk(await remarkOnDraft(world.as('daniel'), remark))
    expectOk(await remarkOnDraft(world.as('daniel'), remark))
    const seen = await findDraft(world.as('maya'), draftId)
    expect(seen).toMatchObject({ state: 'in_consultation', changes: { publicOnly: true } })
    expect(await findDraftFile(world.as('maya'), draftId), 'the file holds the score key').toBeUndefined()
    expect(await findDraftFile(world.as('grace'), draftId)).toContain('version: 1.0.1')
    expect(seen?.remarks).toMatchObject([{ about: 'minors', who: 'Daniel Osei', ofThisText: true }])

    const early = { draftId, revision: await revisionOf(world, draftId), reason: 'It reads well.' }
    await expect(publishDraft(world.as('aoife'), early)).rejects.toThrow('Your role does not allow this here')
    expectOk(await testDraft(world, draftId, [{ reviewId: randomUUID(), flips: ['tier'] }]))
    expect(await findDraft(world.as('aoife'), draftId)).toMatchObject({
      state: 'back_tested',
      backtest: { reviews: 1, flips: 1, ofThisText: true },
      run: { state: 'ended' },
    })

    const now = { draftId, revision: await revisionOf(world, draftId), reason: 'Discussed and tested.' }
    await expect(publishDraft(world.as('ines'), now)).rejects.toThrow('somebody else must publish it')
    const published = expectOk(await publishDraft(world.as('aoife'), now))
    expect(published).toMatchObject({ key: 'launch-triage', version: '1.0.1', effectiveOn: '2026-11-23' })
    const stored = await versionFor(db, 'launch-triage', '1.0.1')
    expect(stored?.sha256).toBe(seen?.sha256)
    expect((await activeVersion(db, 'launch-triage', new Date('2026-11-23T12:00:00Z'))).version).toBe('1.0.1')
    const view = await findDraft(world.as('maya'), draftId)
    expect(view?.publication).toMatchObject({ who: 'Aoife Brennan', reason: 'Discussed and tested.' })
    expect(view?.entries.map(({ sentence }) => sentence).reverse()).toEqual([
      'Ines Kallas proposed version 1.0.1 of Launch triage 1.0.1',
      'Ines Kallas asked what others think of it',
      'Daniel Osei made a remark on minors',
      'Ines Kallas started a back-test',
      'Ines Kallas back-tested it: 1 of 1 decided review would come out differently',
      'Aoife Brennan published it, in force from 2026-11-23',
    ])
  })

  test('a remark on what only the reviewer is asked names the question to nobody who answers', async () => {
    const source = readFileSync('rubrics/launch-full/drafts/2.0.0.yaml', 'utf8').replace(
      /^version: .*$/m,
      'version: 7.0.0',
    )
    const draftId = await propose(world, { source })
    expectOk(await openConsultation(world.as('ines'), { draftId, revision: 1 }))
    for (const about of ['capacity.wellness', ''])
      expectOk(
        await remarkOnDraft(world.as('daniel'), { draftId, remarkId: randomUUID(), about, text: 'Think again.' }),
      )
    expect(JSON.stringify(await findDraft(world.as('daniel'), draftId))).toContain('made a remark on capacity.wellness')
    const seen = await findDraft(world.as('maya'), draftId)
    expect(seen?.remarks.map(({ about, text }) => [about, text])).toEqual([
      [null, 'Think again.'],
      [null, 'Think again.'],
    ])
    expect(JSON.stringify(seen)).not.toContain('capacity.wellness')
  })

  test('a version for a later day is in force from that day, and the one before until then', async () => {
    await publish(world, { source: triage('1.0.2', 'Later', '2027-03-01') })
    const on = async (day: string) => (await activeVersion(db, 'launch-triage', new Date(`${day}T12:00:00Z`))).version
    expect(await on('2027-02-28')).toBe('1.0.1')
    expect(await on('2027-03-01')).toBe('1.0.2')
  })

  test('another text is a draft again: nobody has discussed or tested it', async () => {
    const draftId = await propose(world, { source: triage('1.0.3') })
    expectOk(await openConsultation(world.as('ines'), { draftId, revision: 1 }))
    expectOk(await testDraft(world, draftId))
    const change = { draftId, source: triage('1.0.3', 'Clearer still'), reason: 'Clearer.' }
    expect(await refusal(changeDraft(world.as('ines'), { ...change, revision: 1 }))).toContain('has changed since')
    expectOk(await changeDraft(world.as('ines'), { ...change, revision: await revisionOf(world, draftId) }))
    expect(await findDraft(world.as('ines'), draftId)).toMatchObject({
      state: 'draft',
      backtest: { ofThisText: false },
    })
    const other = { ...change, source: triage('1.0.4'), revision: await revisionOf(world, draftId) }
    expect(await refusal(changeDraft(world.as('ines'), other))).toContain('Propose it as a version of its own')
    const withdraw = { draftId, revision: await revisionOf(world, draftId), reason: 'Not needed.' }
    expectOk(await withdrawDraft(world.as('aoife'), withdraw))
    expect(
      (await listRubrics(world.as('ines')))?.rubrics.flatMap(({ drafts }) => drafts).map(({ id }) => id),
    ).not.toContain(draftId)
  })

  test('the same meaning in another layout leaves a draft where it stands', async () => {
    const draftId = await propose(world, { source: triage('1.0.6') })
    expectOk(await openConsultation(world.as('ines'), { draftId, revision: 1 }))
    expectOk(await testDraft(world, draftId))
    const again = { draftId, source: `# tidied\n${triage('1.0.6')}`, reason: 'Said better.' }
    expectOk(await changeDraft(world.as('ines'), { ...again, revision: await revisionOf(world, draftId) }))
    expect(await findDraft(world.as('ines'), draftId)).toMatchObject({ state: 'back_tested', reason: 'Said better.' })
    expectOk(
      await withdrawDraft(world.as('ines'), { draftId, revision: await revisionOf(world, draftId), reason: 'r' }),
    )
  })

  test('what was tested is published only as the published files make it: no draft of an add-on goes in with it', async () => {
    const draftId = await propose(world, { source: triage('1.0.6') })
    expectOk(await openConsultation(world.as('ines'), { draftId, revision: 1 }))
    expectOk(await testDraft(world, draftId))
    await ownerDb.transaction(async (tx) => {
      await tx.execute(sql`alter table rubric_drafts disable trigger user`)
      await tx.execute(
        sql`update rubric_drafts set source = ${triage('1.0.6', 'What the files make of it now')} where id = ${draftId}`,
      )
      await tx.execute(sql`alter table rubric_drafts enable trigger user`)
    })
    const attempt = { draftId, revision: await revisionOf(world, draftId), reason: 'Now.' }
    expect(await refusal(publishDraft(world.as('aoife'), attempt))).toContain('It rests on an add-on')
    expectOk(await withdrawDraft(world.as('aoife'), { ...attempt, reason: 'r' }))
  })

  test('whoever comes too late is told so, and keeps what they typed', async () => {
    const draftId = await propose(world, { source: triage('1.0.6') })
    expectOk(await openConsultation(world.as('ines'), { draftId, revision: 1 }))
    const change = { draftId, source: triage('1.0.6', 'Another'), reason: 'r', revision: 2 }
    expectOk(await changeDraft(world.as('ines'), change))
    const late = world.as('daniel')
    const remark = { draftId, remarkId: randomUUID(), about: '', text: 'Wait.' }
    expect(await refusal(unlessDraftMovedOn(late, draftId, 'remark', () => remarkOnDraft(late, remark)))).toContain(
      'has changed since you opened this page',
    )
    const never = world.as('maya')
    await expect(unlessDraftMovedOn(never, draftId, 'remark', () => remarkOnDraft(never, remark))).rejects.toThrow(
      'Not found',
    )
    expectOk(await withdrawDraft(world.as('ines'), { draftId, revision: 3, reason: 'r' }))
  })

  test('a draft that was compared with an older version is compared anew before it is published', async () => {
    const first = await propose(world, { source: triage('1.0.5') })
    await publish(world, { source: triage('1.0.4') })
    expectOk(await openConsultation(world.as('ines'), { draftId: first, revision: 1 }))
    expectOk(await testDraft(world, first))
    const attempt = { draftId: first, revision: await revisionOf(world, first), reason: 'Now.' }
    expect(await refusal(publishDraft(world.as('aoife'), attempt))).toContain('1.0.4 was published since')
  })

  test('a file that is not fit is refused with what to do, line by line', async () => {
    const propose = (source: string) => refusal(proposeDraft(world.as('ines'), { source, reason: 'r' }))
    expect(await propose(TRIAGE)).toMatch(/before 1\.0\.4|is published/)
    expect(await propose(triage('1.0.4'))).toContain('is published, and a published version never changes')
    expect(await propose('a: [')).toMatch(/Line 1/)
    expect(await propose(triage('2.0.0').replace('taxonomy: harms@2026-06', 'taxonomy: harms@2031-01'))).toContain(
      'taxonomies/harms@2031-01.yaml',
    )
    const gone = triage('1.0.9').replaceAll('whisper', 'murmur')
    expect(await propose(gone)).toContain('Use 2.0.0')
    // No launch could be triaged with a rubric that gives no tier, and no page could show a rubric called like a page.
    const intake = readFileSync('rubrics/conduct-intake/1.0.0.yaml', 'utf8')
    const under = (key: string, version: string) =>
      intake.replace('key: conduct-intake', `key: ${key}`).replace('version: 1.0.0', `version: ${version}`)
    expect(await propose(under('launch-triage', '2.0.0'))).toContain('is of another kind (“Gives a launch its tier”)')
    for (const key of ['drafts', 'coverage', 'taxonomies'])
      expect(await propose(under(key, '1.0.0'))).toContain(`“${key}” is an address of the portal`)
    const twice = triage('1.7.0')
    await expect(proposeDraft(world.as('ines'), { source: twice, reason: 'r' })).resolves.toMatchObject({ ok: true })
    await expect(proposeDraft(world.as('ines'), { source: twice, reason: 'r' })).resolves.toMatchObject({ ok: true })
    expect(await refusal(proposeDraft(world.as('rafael'), { source: twice, reason: 'r' }))).toContain('open draft')
  })

  test('one back-test at a time, and none is kept for a text that changed meanwhile', async () => {
    const draftId = await propose(world, { source: triage('1.8.0') })
    const started = expectOk(
      await startBacktest(world.asking('rafael', '2026-11-23T10:00:00Z'), { draftId, revision: 1 }),
    )
    const again = expectOk(await startBacktest(world.asking('ines', '2026-11-23T10:00:30Z'), { draftId, revision: 1 }))
    expect(again).toMatchObject({ runId: started.runId, isNew: false })
    expectOk(
      await changeDraft(world.as('ines'), { draftId, revision: 1, source: triage('1.8.0', 'Other'), reason: 'r' }),
    )
    expect((await testDraft(world, draftId)).ok).toBe(true)
    const stale = { runId: started.runId, draftId, sha256: started.sha256, summary: {}, rows: [] }
    expect(await refusal(finishBacktest(world.as('rafael'), stale))).toContain('Run it again')
  })

  test('a version is retired from a day on, but never the last one in force', async () => {
    const [one, two] = [await versionFor(db, 'launch-triage', '1.0.4'), await versionFor(db, 'launch-full', '1.0.0')]
    const retire = (versionId = '', retiredOn = '2026-11-24') =>
      retireVersion(world.as('aoife'), { versionId, retiredOn, reason: 'It misses duets.' })
    expect(await refusal(retire(two?.id))).toContain('no review could start')
    expect(await refusal(retire(one?.id, '2026-11-01'))).toContain('today or a later day')
    await expect(
      retireVersion(world.as('ines'), { versionId: one?.id ?? '', retiredOn: '2026-11-24', reason: 'r' }),
    ).rejects.toThrow()
    expectOk(await retire(one?.id))
    expect(await refusal(retire(one?.id))).toContain('retired already')
    const on = async (day: string) => (await activeVersion(db, 'launch-triage', new Date(`${day}T12:00:00Z`))).version
    expect(await on('2026-11-23')).toBe('1.0.4')
    expect(await on('2026-11-24')).toBe('1.0.1')
  })
})

describe('what the database keeps, whoever asks', () => {
  const law = (statement: ReturnType<typeof sql>) => verdict(() => ownerDb.execute(statement))

  test('a draft goes from state to state only as the code knows it', async () => {
    const rows = await db.execute(sql`select from_state, to_state from rubric_draft_transitions order by 1, 2`)
    const coded = DRAFT_STATES.flatMap((from) => DRAFT_TRANSITIONS[from].map((to) => `${from} → ${to}`))
    expect(rows.map(({ from_state, to_state }) => `${from_state} → ${to_state}`).sort()).toEqual(coded.sort())
  })

  test('nobody publishes around the test, the text or the other person', async () => {
    const draftId = await propose(world, { source: triage('1.9.0') })
    const set = (change: ReturnType<typeof sql>) =>
      law(sql`update rubric_drafts set ${change}, revision = revision + 1 where id = ${draftId}`)
    expect(await set(sql`state = 'published'`)).toBe('law_draft_moves')
    expect(await set(sql`state = 'back_tested'`)).toBe('law_draft_moves')
    expectOk(await openConsultation(world.as('ines'), { draftId, revision: 1 }))
    expect(await set(sql`state = 'back_tested'`)).toBe('law_draft_tested')
    expect(await set(sql`canonical = canonical || ' ', sha256 = repeat('0', 64)`)).toBe('law_draft_text')
    expect(
      await set(sql`proposed_by = ${world.actor('aoife').kind === 'person' ? world.as('aoife').actor.id : ''}`),
    ).toBe('law_draft_identity')
    expectOk(await testDraft(world, draftId))
    expect(await set(sql`state = 'published'`)).toBe('law_draft_published')
    const ines = world.as('ines').actor.id
    const version = randomUUID()
    const smuggle = sql`with v as (insert into rubric_versions (id, key, version, sha256, canonical, effective_on, published_at)
      select ${version}::uuid, key, version, sha256, canonical, effective_on, now() from rubric_drafts where id = ${draftId} returning id)
      select 1 from v`
    const publication = (
      by: string,
    ) => sql`insert into rubric_publications (version_id, draft_id, backtest_id, published_by, published_at, reason)
      select ${version}::uuid, ${draftId}::uuid, id, ${by}::uuid, now(), 'x' from rubric_backtests where draft_id = ${draftId}`
    const both = (by: string) =>
      verdict(() =>
        ownerDb.transaction(async (tx) => {
          await tx.execute(smuggle)
          await tx.execute(publication(by))
        }),
      )
    expect(await both(ines)).toBe('law_publish_other')
    expect(await both(world.as('aoife').actor.id)).toBe('law_recorded')
    expect(await law(sql`delete from rubric_drafts`)).toBe('law_append_only')
    expect(await law(sql`update rubric_backtests set flips = 0`)).toBe('law_append_only')
  })
})

test('who may do what with a draft, by state', async () => {
  const may = (person: Parameters<World['actor']>[0], state: DraftState, proposedBy = 'somebody else') =>
    DRAFT_ACTIONS.filter((action) =>
      can(abilityFor(world.actor(person)), action, 'RubricDraft', { id: randomUUID(), state, proposedBy }),
    ).join(' ')
  const ines = world.as('ines').actor.id
  expect(may('maya', 'draft')).toBe('')
  expect(may('maya', 'in_consultation')).toBe('read')
  expect(may('ines', 'draft', ines)).toBe('read read_scoring propose change consult backtest withdraw')
  expect(may('rafael', 'back_tested')).toBe('read read_scoring propose remark backtest')
  expect(may('aoife', 'back_tested')).toBe('read read_scoring propose remark backtest publish withdraw')
  expect(may('aoife', 'back_tested', world.as('aoife').actor.id)).not.toContain('publish')
  expect(may('grace', 'draft')).toBe('read read_scoring')
  expect(may('nora', 'published')).toBe('read')
  expect(may('aoife', 'published')).toBe('read read_scoring propose')
})
