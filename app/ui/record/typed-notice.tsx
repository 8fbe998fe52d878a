import { Notice } from '#app/ui/kit/notice.tsx'

type TypedNoticeProps = { problem: { message: string }; typed: string | undefined }

/** A form that is closed by now was sent all the same: why nothing came of it, and what was written in it. */
export function TypedNotice({ problem, typed }: TypedNoticeProps) {
  return (
    <Notice tone="bad" title={problem.message}>
      {typed && <span className="whitespace-pre-line">What you typed: “{typed}”</span>}
    </Notice>
  )
}
