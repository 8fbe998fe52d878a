import type { NewerVersion } from '#app/domain/reviews/move.ts'
import { Notice } from '../../kit/notice.tsx'
import { TextLink } from '../../kit/text-link.tsx'

type NewerBannerProps = { reviewId: string; newer: readonly NewerVersion[]; moved: boolean; archived: number }

/** Another version of the rubric is in force: what that means for this review, and where to look at it. */
export function NewerBanner({ reviewId, newer, moved, archived }: NewerBannerProps) {
  return (
    <>
      {newer.map(({ which, title, from, to, stops }) => (
        <Notice
          key={which}
          tone={stops ? 'warning' : 'info'}
          title={`“${title}” has a version ${to}; this review is on ${from}`}
        >
          <p>
            {stops
              ? 'It stops some launches that the old one let through, so this review moves to it before it is submitted.'
              : 'You may stay on the old version, or move: your answers come along.'}{' '}
            Nothing changes before you say so.
          </p>
          <p className="mt-2">
            <TextLink to={`/reviews/${reviewId}/version`}>See what version {to} changes</TextLink>
          </p>
        </Notice>
      ))}
      {moved && (
        <p className="mb-6 max-w-measure text-sm">
          This review moved to another version.{' '}
          <TextLink to={`/reviews/${reviewId}/version`}>See what became of the answers, or take it back</TextLink>
        </p>
      )}
      {archived > 0 && (
        <p className="mb-6 max-w-measure text-sm">
          <TextLink to={`/reviews/${reviewId}/version/answers`}>
            {archived === 1 ? '1 answer' : `${archived} answers`} from an earlier version
          </TextLink>{' '}
          {archived === 1 ? 'is' : 'are'} kept and can be read.
        </p>
      )}
    </>
  )
}
