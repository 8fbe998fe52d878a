import type { DraftLine, RubricRow } from '#app/domain/rubric-versions/browse.ts'
import { STANDING_WORDS } from '#app/domain/rubric-versions/browse.ts'
import { DRAFT_WORDS } from '#app/domain/rubric-versions/draft.ts'
import { ButtonLink } from '#app/ui/kit/button.tsx'
import { EmptyState } from '#app/ui/kit/empty-state.tsx'
import { PageHeader } from '#app/ui/kit/page-header.tsx'
import { Tag } from '#app/ui/kit/tag.tsx'
import { TextLink } from '#app/ui/kit/text-link.tsx'
import { sayDay } from '#app/ui/kit/zoned.ts'
import { count, STANDING_TONES } from './rubric-words.ts'

type RubricsPageProps = {
  rubrics: readonly RubricRow[]
  proposed: readonly DraftLine[]
  mayPropose: boolean
}

/** All rubrics: what each is for, which version is in force, and what is proposed. */
export function RubricsPage({ rubrics, proposed, mayPropose }: RubricsPageProps) {
  return (
    <>
      <PageHeader
        title="Rubrics"
        lead="The questions that launches, conduct plans and incidents are asked, and the version of them in force."
        actions={
          <>
            {mayPropose && <ButtonLink to="/rubrics/propose">Propose a version</ButtonLink>}
            <ButtonLink to="/rubrics/coverage" tone="quiet">
              What they cover
            </ButtonLink>
          </>
        }
      />
      {rubrics.length === 0 && (
        <EmptyState title="No rubric is published yet">
          Rubrics come with the installation. As soon as one is published, it stands here.
        </EmptyState>
      )}
      <ul className="border-t border-rule">
        {rubrics.map((rubric) => (
          <li
            key={rubric.key}
            className="grid gap-x-10 gap-y-2 border-b border-rule py-5 md:grid-cols-[minmax(0,1fr)_17rem]"
          >
            <Summary rubric={rubric} />
            <Facts rubric={rubric} />
          </li>
        ))}
      </ul>
      {proposed.length > 0 && (
        <section aria-labelledby="proposed" className="mt-10">
          <h2 id="proposed" className="mb-2 text-lg">
            Proposed, and new
          </h2>
          <Drafts drafts={proposed} withKey />
        </section>
      )}
    </>
  )
}

function Summary({ rubric: { key, title, summary, purpose } }: { rubric: RubricRow }) {
  return (
    <div className="min-w-0">
      <h2 className="text-base">
        <TextLink to={`/rubrics/${key}`}>{title}</TextLink>
      </h2>
      <p className="max-w-measure">{summary}</p>
      <p className="mt-1 text-sm text-ink-soft">{purpose}.</p>
    </div>
  )
}

function Facts({ rubric }: { rubric: RubricRow }) {
  const { version, standing, effectiveOn, questions, toCome, drafts } = rubric
  return (
    <div className="text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-semibold tabular-nums">{version}</span>
        <Tag tone={STANDING_TONES[standing]}>{STANDING_WORDS[standing]}</Tag>
        <span className="text-ink-soft">
          {standing === 'to_come' ? 'from' : 'since'} {sayDay(effectiveOn)}
        </span>
      </p>
      <p className="mt-1 text-ink-soft">{count(questions, 'question')}</p>
      {toCome.map((one) => (
        <p key={one.version} className="mt-1">
          {one.version} comes into force on {sayDay(one.effectiveOn)}
        </p>
      ))}
      {drafts.length > 0 && <Drafts drafts={drafts} />}
    </div>
  )
}

function Drafts({ drafts, withKey = false }: { drafts: readonly DraftLine[]; withKey?: boolean }) {
  return (
    <ul className="mt-1 space-y-1 text-sm">
      {drafts.map(({ id, key, version, state, proposedBy }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-2">
          <TextLink to={`/rubrics/drafts/${id}`}>
            {withKey && `${key} `}
            {version}, proposed by {proposedBy}
          </TextLink>
          <Tag>{DRAFT_WORDS[state]}</Tag>
        </li>
      ))}
    </ul>
  )
}
