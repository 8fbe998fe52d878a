import { Form } from '@remix-run/react'
import type { MoveDone, MovedAnswer, MovePreview, VersionDesk } from '#app/domain/reviews/move-desk.ts'
import { Button } from '../../kit/button.tsx'
import { Disclosure } from '../../kit/disclosure.tsx'
import { Moment } from '../../kit/moment.tsx'
import { Notice } from '../../kit/notice.tsx'
import { SummaryList } from '../../kit/summary-list.tsx'
import { TextLink } from '../../kit/text-link.tsx'
import { News } from './news.tsx'

type VersionPageProps = { desk: VersionDesk; onceKey: string; refused: { message: string } | undefined }

/** What the version in force would do to an open review, and the way back from a move. */
export function VersionPage({ desk, onceKey, refused }: VersionPageProps) {
  const { previews, done, reviewId, person } = desk
  return (
    <>
      {refused && <Notice tone="bad" title={refused.message} />}
      {previews.map((preview) => (
        <Preview key={preview.which} preview={preview} onceKey={onceKey} />
      ))}
      {previews.length === 0 && done.length === 0 && (
        <>
          <h2 className="text-lg">Versions</h2>
          <p className="mt-1 max-w-measure text-ink-soft">
            This review is on the versions in force. Nothing is to be done.
          </p>
        </>
      )}
      {done.map((move) => (
        <Done key={move.moveId} move={move} onceKey={onceKey} reviewId={reviewId} zone={person.timeZone} />
      ))}
    </>
  )
}

function Preview({ preview, onceKey }: { preview: MovePreview; onceKey: string }) {
  const { title, from, to, carried, toReconfirm, archived, asks, gates, knockouts } = preview
  return (
    <section className="mb-10 max-w-4xl" aria-label={`Move to version ${to} of ${title}`}>
      <h2 className="text-lg">
        Version {to} of “{title}” is in force; this review is on {from}
      </h2>
      <p className="mt-1 mb-6 max-w-measure">{leadOf(preview)}</p>
      <h3 className="mb-2 text-base">What changes in the questions</h3>
      <News news={preview.news} />
      <h3 className="mt-6 mb-2 text-base">
        What becomes of your {carried.length + toReconfirm.length + archived.length} answers
      </h3>
      <ul className="mb-4 list-disc pl-5">
        <li>{carried.length} carried: they mean what they meant.</li>
        <li>{toReconfirm.length} to reconfirm: you say of each whether it is still true.</li>
        <li>{archived.length} archived: they leave the score, and stay to be read.</li>
      </ul>
      {toReconfirm.length > 0 && <Answers title={`To reconfirm (${toReconfirm.length})`} answers={toReconfirm} />}
      {archived.length > 0 && <Answers title={`Archived (${archived.length})`} answers={archived} />}
      {carried.length > 0 && (
        <Disclosure summary={`Read the ${carried.length} carried ${carried.length === 1 ? 'answer' : 'answers'}`}>
          <Answers title={`Carried (${carried.length})`} answers={carried} />
        </Disclosure>
      )}
      <Named title="Asked anew" texts={asks.map(({ text, section }) => `${text} (${section})`)} />
      <Named title="Must be answered, and known, before anything is approved" texts={gates} />
      <Named title="A new rule can stop a launch by this answer; look at it with care" texts={knockouts} />
      <Form method="post" className="mt-6 border-t-2 border-ink pt-4">
        <input type="hidden" name="onceKey" value={onceKey} />
        <input type="hidden" name="toVersionId" value={preview.toVersionId} />
        <p className="mb-4 max-w-measure">
          Nothing is deleted. Until the review is submitted you can take the move back.
        </p>
        <Button>Move to {to}</Button>
      </Form>
    </section>
  )
}

const leadOf = ({ stops, from, to }: MovePreview): string =>
  stops
    ? `It stops some launches that ${from} let through, so the review can only be submitted under ${to}.`
    : `You may submit the review under ${from}, or move it to ${to} first.`

function Answers({ title, answers }: { title: string; answers: readonly MovedAnswer[] }) {
  return (
    <section className="mb-6" aria-label={title}>
      <h4 className="mb-1 font-semibold">{title}</h4>
      <SummaryList
        rows={answers.map(({ questionKey, asked, answer, why }) => ({
          key: questionKey,
          label: asked,
          value: (
            <>
              <span className="block whitespace-pre-line">{answer}</span>
              {why && <span className="block text-sm text-ink-soft">{why}</span>}
            </>
          ),
        }))}
      />
    </section>
  )
}

function Named({ title, texts }: { title: string; texts: readonly string[] }) {
  if (texts.length === 0) return null
  return (
    <section className="mt-6" aria-label={title}>
      <h3 className="mb-1 text-base">
        {title} ({texts.length})
      </h3>
      <ul className="max-w-measure list-disc pl-5">
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </section>
  )
}

type DoneProps = { move: MoveDone; onceKey: string; reviewId: string; zone: string }

function Done({ move, onceKey, reviewId, zone }: DoneProps) {
  const { carried, toReconfirm, archived, latest } = move
  return (
    <section className="mb-8 max-w-measure border-t border-rule pt-4" aria-label={`Moved to ${move.to}`}>
      <h2 className="text-lg">
        Moved from {move.from} to {move.to} of “{move.title}”
      </h2>
      <p className="mt-1 text-ink-soft">
        {move.by}, <Moment at={move.at} zone={zone} />
      </p>
      <p className="mt-2">
        {carried} carried, {toReconfirm} to reconfirm, {archived} archived.{' '}
        {archived > 0 && <TextLink to={`/reviews/${reviewId}/version/answers`}>Read the archived answers</TextLink>}
      </p>
      {latest ? (
        <Form method="post" className="mt-4">
          <input type="hidden" name="onceKey" value={onceKey} />
          <input type="hidden" name="moveId" value={move.moveId} />
          <p className="mb-3 text-sm text-ink-soft">
            The review goes back to {move.from}. What you answered since stays, where {move.from} asks it too.
          </p>
          <Button tone="quiet">Take it back</Button>
        </Form>
      ) : (
        <p className="mt-2 text-sm text-ink-soft">Another move came after it; take that one back first.</p>
      )}
    </section>
  )
}
