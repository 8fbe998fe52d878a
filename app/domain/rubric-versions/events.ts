import { defineEvent } from '#app/platform/audit/event.ts'

const ofDraft = ({ draftId }: { draftId: string }) => `rubric:${draftId}`

/** What can happen to a proposed version and to a published one. The texts stand in their tables; here are hashes and counts. */
export const rubricEvents = {
  'rubric.proposed': defineEvent<{ draftId: string; key: string; version: string; sha256: string }>()({
    audience: 'record',
    stream: ofDraft,
    describe: ({ key, version }, names) => `${names.actor} proposed version ${version} of ${names.word('rubric', key)}`,
  }),
  'rubric.draft_changed': defineEvent<{ draftId: string; sha256: string; from: string }>()({
    audience: 'record',
    stream: ofDraft,
    describe: ({ sha256, from }, names) =>
      sha256 === from
        ? `${names.actor} changed what is said about the draft`
        : `${names.actor} changed the text; it is a draft again`,
  }),
  'rubric.consultation_opened': defineEvent<{ draftId: string; sha256: string }>()({
    audience: 'record',
    stream: ofDraft,
    describe: (_, names) => `${names.actor} asked what others think of it`,
  }),
  'rubric.remarked': defineEvent<{ draftId: string; remarkId: string; about: string }>()({
    audience: 'record',
    stream: ofDraft,
    describe: ({ about }, names) => `${names.actor} made a remark${about ? ` on ${about}` : ''}`,
  }),
  'rubric.backtest_started': defineEvent<{ draftId: string; runId: string; sha256: string }>()({
    audience: 'record',
    stream: ofDraft,
    describe: (_, names) => `${names.actor} started a back-test`,
  }),
  'rubric.backtested': defineEvent<{
    draftId: string
    backtestId: string
    sha256: string
    reviews: number
    flips: number
  }>()({
    audience: 'record',
    stream: ofDraft,
    describe: ({ reviews, flips }, names) =>
      `${names.actor} back-tested it: ${flips} of ${reviews} decided ${reviews === 1 ? 'review' : 'reviews'} would come out differently`,
  }),
  'rubric.published': defineEvent<{
    draftId: string
    versionId: string
    sha256: string
    backtestId: string
    effectiveOn: string
  }>()({
    audience: 'record',
    stream: ofDraft,
    describe: ({ effectiveOn }, names) =>
      `${names.actor} published it, in force from ${names.word('day', effectiveOn)}`,
  }),
  'rubric.withdrawn': defineEvent<{ draftId: string }>()({
    audience: 'record',
    stream: ofDraft,
    describe: (_, names) => `${names.actor} withdrew the draft`,
  }),
  'rubric.retired': defineEvent<{ versionId: string; key: string; version: string; retiredOn: string }>()({
    audience: 'record',
    stream: ({ versionId }) => `rubric-version:${versionId}`,
    describe: ({ version, retiredOn }, names) =>
      `${names.actor} retired version ${version}: from ${names.word('day', retiredOn)} no new review starts with it`,
  }),
}
