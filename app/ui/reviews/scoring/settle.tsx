import { useLocation } from '@remix-run/react'
import { Button } from '#app/ui/kit/button.tsx'

type SettleProps = { awake: boolean; onSettle: (choice: 'mine' | 'theirs') => void }

/** Which of two texts stays. Without JavaScript ours stands in the form below, to be sent on top of theirs, or the page is loaded anew. */
export function Settle({ awake, onSettle }: SettleProps) {
  const { pathname } = useLocation()
  if (!awake)
    return (
      <p className="mt-2">
        What you wrote stands below. Save it again to keep it, or change it first to bring both together.{' '}
        <a href={pathname} className="text-accent underline">
          Take theirs
        </a>
      </p>
    )
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      <Button type="button" onClick={() => onSettle('mine')}>
        Keep mine
      </Button>
      <Button type="button" tone="quiet" onClick={() => onSettle('theirs')}>
        Take theirs
      </Button>
    </div>
  )
}
