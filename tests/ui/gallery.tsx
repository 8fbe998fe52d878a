/**
 * Every part of the look on one page, to be looked at:
 *   NODE_ENV=production node --import tsx tests/ui/gallery.tsx <folder>, then serve the folder and open /
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { createMemoryRouter, RouterProvider } from 'react-router-dom'
import { build } from 'vite'
import { LEVELS, TIERS } from '#app/rubric/rubric.ts'
import { Button, ButtonLink } from '#app/ui/kit/button.tsx'
import { ChoiceGroup } from '#app/ui/kit/choice-group.tsx'
import { CopyButton } from '#app/ui/kit/copy-button.tsx'
import { DataTable } from '#app/ui/kit/data-table.tsx'
import { Dialog } from '#app/ui/kit/dialog.tsx'
import { Disclosure } from '#app/ui/kit/disclosure.tsx'
import { EmptyState } from '#app/ui/kit/empty-state.tsx'
import { ErrorSummary } from '#app/ui/kit/error-summary.tsx'
import { FilterChips } from '#app/ui/kit/filter-chips.tsx'
import { Kbd } from '#app/ui/kit/kbd.tsx'
import { Due, Moment } from '#app/ui/kit/moment.tsx'
import { Notice } from '#app/ui/kit/notice.tsx'
import { PageHeader } from '#app/ui/kit/page-header.tsx'
import { Pager } from '#app/ui/kit/pager.tsx'
import { Progress } from '#app/ui/kit/progress.tsx'
import { SaveState } from '#app/ui/kit/save-state.tsx'
import { Select } from '#app/ui/kit/select.tsx'
import { Shell } from '#app/ui/kit/shell.tsx'
import { SummaryList } from '#app/ui/kit/summary-list.tsx'
import { Tag } from '#app/ui/kit/tag.tsx'
import { TaskList } from '#app/ui/kit/task-list.tsx'
import { TextArea } from '#app/ui/kit/text-area.tsx'
import { TextInput } from '#app/ui/kit/text-input.tsx'
import { TextLink } from '#app/ui/kit/text-link.tsx'
import { Timeline } from '#app/ui/kit/timeline.tsx'
import { LevelBadge } from '#app/ui/reviews/level.tsx'
import { LaunchLoadLine, LoadLine } from '#app/ui/reviews/load-line.tsx'
import { LoadLineKey } from '#app/ui/reviews/load-line-key.tsx'
import { TierBadge } from '#app/ui/reviews/tier.tsx'

const now = '2026-11-23T09:00:00Z'
const due = '2026-12-04T17:00:00Z'
const zones = { zone: 'Europe/Dublin', yourZone: 'America/Los_Angeles' }
const harassment = { code: 'HAR-2', name: 'Coordinated harassment' }
const grooming = { code: 'CSE-1', name: 'Grooming and enticement of minors' }

const launches = [
  { name: 'Duet requests', tier: 'T3', harms: 9, over: 2, inherent: 'C', current: 'H', target: 'M', line: 'M' },
  { name: 'Sticker packs', tier: 'T1', harms: 3, over: 0, inherent: 'L', current: 'L', target: 'N', line: 'M' },
  { name: 'Live shopping', tier: 'T4', harms: 14, over: 5, inherent: 'C', current: 'C', target: 'H', line: 'H' },
  { name: 'Creator tips', tier: 'T2', harms: 6, over: 0, inherent: 'H', current: 'M', target: 'L', line: 'M' },
] as const

function Gallery() {
  return (
    <Shell
      name="Plimsoll"
      nav={[
        { to: '/', label: 'Home', end: true },
        { to: '/reviews', label: 'Reviews', count: 12 },
        { to: '/plans', label: 'Conduct plans' },
        { to: '/incidents', label: 'Incidents' },
        { to: '/findings', label: 'Findings' },
      ]}
      person={{ name: 'Maya Ruiz', role: 'Reviewer', zone: 'Los Angeles', to: '/account' }}
      signOutAction="/sign-out"
      theme={{ action: '/theme', current: 'system' }}
      footer="Times are shown in Los Angeles unless they say otherwise."
    >
      <PageHeader
        title="Duet requests from people you do not follow"
        trail={[{ to: '/reviews', label: 'Reviews' }]}
        tags={
          <>
            <TierBadge tier="T3" title="Full review" /> <Tag tone="accent">Waiting for scores</Tag> <Tag>Round 2</Tag>
          </>
        }
        lead="Maya must score 3 harms before the council can decide."
        facts={[
          { label: 'Owner', value: 'Jonas Lind' },
          { label: 'Decision due', value: <Due at={due} now={now} {...zones} /> },
        ]}
        actions={
          <>
            <Button>Submit for review</Button>
            <Button tone="quiet">Ask a question</Button>
          </>
        }
        sections={[
          { to: '/', label: 'Overview', end: true },
          { to: '/answers', label: 'Answers', count: 40 },
          { to: '/history', label: 'History' },
        ]}
      />
      <Part title="The load line">
        <div className="grid gap-8 md:grid-cols-2">
          <LoadLine harm={harassment} size="full" inherent="C" current="H" target="M" line="M" />
          <LoadLine harm={grooming} size="full" inherent="H" current="M" target="L" line="M" />
          <LoadLine harm={harassment} size="full" inherent="M" current="M" target="M" line="L" />
          <LaunchLoadLine
            worst={{ harm: grooming, inherent: 'C', current: 'C', target: 'H' }}
            line="H"
            over={5}
            harms={14}
            size="full"
          />
        </div>
      </Part>
      <Part title="Queue">
        <FilterChips
          label="Show"
          clearTo="/"
          chips={[
            { to: '/?mine', label: 'Mine', count: '4', on: true },
            { to: '/?over', label: 'Over the line', count: '2', on: false },
            { to: '/?t4', label: 'T3 and T4', on: false },
          ]}
        />
        <DataTable
          caption="Reviews that wait for a decision"
          rows={launches}
          rowKey={(row) => row.name}
          currentKey="Sticker packs"
          columns={[
            { key: 'name', header: 'Launch', heads: true, cell: (row) => <TextLink to="/">{row.name}</TextLink> },
            { key: 'tier', header: 'Tier', sort: { to: '/?sort=tier' }, cell: (row) => <TierBadge tier={row.tier} /> },
            {
              key: 'load',
              header: 'Load line',
              cell: ({ line, over, harms, ...levels }) => (
                <LaunchLoadLine
                  worst={{ harm: harassment, ...levels }}
                  line={line}
                  over={over}
                  harms={harms}
                  size="row"
                />
              ),
            },
            { key: 'level', header: 'Now', cell: (row) => <LevelBadge level={row.current} /> },
            {
              key: 'due',
              header: 'Due',
              sort: { to: '/?sort=due', direction: 'ascending' },
              cell: () => <Due at={due} {...zones} />,
            },
            { key: 'harms', header: 'Harms', numeric: true, cell: (row) => row.harms },
          ]}
        />
        <div className="mt-3">
          <LoadLineKey />
        </div>
        <Pager noun="reviews" shown={4} total={{ count: 1000, capped: true }} next="/?after=4" />
        <p className="mt-4 text-sm">
          <Kbd>J</Kbd> next, <Kbd>K</Kbd> previous, <Kbd>Enter</Kbd> open.{' '}
          <CopyButton text="PLM-204" label="Copy the link" />
        </p>
        <div className="mt-6">
          <EmptyState title="Nothing waits for you" action={<ButtonLink to="/new">Start a launch</ButtonLink>}>
            Reviews you are asked to score will stand here.
          </EmptyState>
        </div>
      </Part>
      <Part title="Levels, tiers and tags">
        <div className="flex flex-wrap gap-4">
          {LEVELS.map((level) => (
            <LevelBadge key={level} level={level} />
          ))}
          {TIERS.map((tier) => (
            <TierBadge key={tier} tier={tier} />
          ))}
        </div>
        <div className="mt-3 flex flex-wrap gap-2">
          {(['plain', 'accent', 'good', 'warning', 'bad', 'strong'] as const).map((tone) => (
            <Tag key={tone} tone={tone}>
              {tone}
            </Tag>
          ))}
        </div>
        <Dialog
          open
          onClose={() => {}}
          title="Delete the draft?"
          actions={<Button tone="danger">Delete the draft</Button>}
        >
          <p>Its 12 answers go with it. Nobody else has seen them.</p>
        </Dialog>
        <div className="mt-3 flex flex-wrap gap-2">
          <Button>Approve the launch</Button>
          <Button tone="quiet">Save a draft</Button>
          <Button tone="danger">Delete the draft</Button>
          <Button busy>Saving the draft</Button>
        </div>
      </Part>
      <Part title="Questionnaire">
        <div className="grid gap-8 md:grid-cols-[18rem_1fr]">
          <div>
            <Progress done={12} total={40} label="questions answered" />
            <div className="mt-4">
              <TaskList
                label="Sections"
                tasks={[
                  { key: 's1', title: 'What you are building', to: '/', state: { word: 'Completed' } },
                  {
                    key: 's2',
                    title: 'Who can reach whom',
                    to: '/2',
                    hint: '2 questions left',
                    state: { word: 'In progress', tone: 'accent' },
                    current: true,
                  },
                  { key: 's3', title: 'Minors', to: '/3', state: { word: 'Not started', tone: 'plain' } },
                  {
                    key: 's4',
                    title: 'Sign-off',
                    hint: 'Needs Legal: opens when the rest is complete',
                    state: { word: 'Closed', tone: 'plain' },
                  },
                ]}
              />
            </div>
            <div className="mt-4 grid gap-1">
              <SaveState phase={{ is: 'saving' }} />
              <SaveState phase={{ is: 'saved', at: now, zone: zones.zone }} />
              <SaveState phase={{ is: 'retrying' }} />
              <SaveState phase={{ is: 'conflict' }} action={<TextLink to="/both">See both</TextLink>} />
              <SaveState phase={{ is: 'signed-out' }} />
            </div>
          </div>
          <form>
            <ErrorSummary
              errors={[
                { id: 'reach', message: 'Choose who can send a request' },
                { id: 'people', message: 'Give a number of people, such as 40000' },
              ]}
            />
            <ChoiceGroup
              id="reach"
              name="reach"
              type="radio"
              label="Who can send a duet request to somebody they do not know?"
              hint="Think of the default on the first day, not of the settings."
              error="Choose who can send a request"
              chosen={['all']}
              choices={[
                { value: 'all', label: 'Everybody', hint: 'Also accounts made today' },
                { value: 'followed', label: 'People the person follows' },
                { value: 'nobody', label: 'Nobody' },
                { value: 'unknown', label: 'I do not know yet', apart: true },
                { value: 'n_a', label: 'This does not apply' },
              ]}
            />
            <Disclosure summary="Why we ask" open>
              Contact from strangers is how most grooming starts.
            </Disclosure>
            <Disclosure summary="A good answer looks like">The default, and who can change it.</Disclosure>
            <div className="mt-6" />
            <ChoiceGroup
              id="live"
              name="live"
              type="checkbox"
              inline
              label="Where does it run?"
              chosen={['web']}
              choices={[
                { value: 'web', label: 'Web' },
                { value: 'ios', label: 'iOS' },
                { value: 'android', label: 'Android' },
              ]}
            />
            <TextInput
              id="people"
              name="people"
              label="How many people could it reach in the first month?"
              unit="people"
              width="short"
              inputMode="numeric"
              error="Give a number of people, such as 40000"
              defaultValue="many"
            />
            <Select
              id="owner"
              name="owner"
              label="Who answers for it?"
              prompt="Choose a person"
              options={[{ value: 'jl', label: 'Jonas Lind' }]}
            />
            <TextArea
              id="note"
              name="note"
              label="What else should the reviewer know?"
              optional
              hint="A few sentences."
            />
          </form>
        </div>
      </Part>
      <Part title="Messages">
        <Notice title="The council meets on Thursday" />
        <Notice tone="good" title="Sent to 3 reviewers" />
        <Notice tone="warning" title="The approval expires in 9 days">
          Renew it before Fri 4 Dec 2026, 17:00 Dublin.
        </Notice>
        <Notice tone="bad" title="The decision was not recorded">
          Your text is kept. Somebody decided a moment ago: <TextLink to="/">read their decision</TextLink>.
        </Notice>
      </Part>
      <Part title="Answers and history">
        <SummaryList
          rows={[
            { key: 'a', label: 'Who can send a request', value: 'Everybody', change: { to: '/', of: 'who can send' } },
            { key: 'b', label: 'Reach', value: 'Not answered', missing: true, change: { to: '/', of: 'the reach' } },
          ]}
        />
        <div className="mt-8">
          <Timeline
            label="History"
            zone={zones.zone}
            entries={[
              {
                key: '1',
                sentence: 'Maya Ruiz raised Coordinated harassment from M to H',
                who: 'Maya Ruiz, reviewer',
                at: '2026-11-20T15:04:00Z',
                why: 'The default lets an account made today write to everybody.',
              },
              {
                key: '2',
                sentence: 'Jonas Lind submitted round 2',
                who: 'Jonas Lind, product',
                at: '2026-11-19T10:30:00Z',
                recordedAt: now,
              },
            ]}
          />
        </div>
        <p className="mt-4">
          <Moment at={now} zone="UTC" />, <Moment at={now} zone="America/New_York" dayOnly />
        </p>
      </Part>
    </Shell>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mb-12">
      <h2 className="mb-4 text-lg">{title}</h2>
      {children}
    </section>
  )
}

function page(): string {
  const router = createMemoryRouter([{ path: '*', element: <Gallery /> }])
  return renderToStaticMarkup(
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>The look</title>
        <link rel="stylesheet" href="/gallery.css" />
      </head>
      <body>
        <RouterProvider router={router} />
      </body>
    </html>,
  )
}

const folder = resolve(process.argv[2] ?? 'build/gallery')
mkdirSync(folder, { recursive: true })
await build({
  configFile: false,
  logLevel: 'warn',
  plugins: [tailwindcss()],
  build: {
    outDir: folder,
    emptyOutDir: true,
    rollupOptions: { input: 'tests/ui/gallery.css', output: { assetFileNames: '[name][extname]' } },
  },
})
writeFileSync(join(folder, 'index.html'), `<!doctype html>${page()}`)
