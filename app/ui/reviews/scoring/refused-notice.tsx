import type { RefusedAtBench } from '#app/domain/reviews/index.ts'
import { Notice } from '#app/ui/kit/notice.tsx'
import { benchPlace } from './bench-place.ts'

/** Why a form of the bench was refused, and the way to what was typed; where its form is gone, the text itself. */
export function RefusedNotice({ refused, open }: { refused: RefusedAtBench; open: boolean }) {
  const place = refused.act === 'add' ? 'add-harm' : benchPlace(refused)
  const texts = Object.entries(refused.typed).filter(([name, text]) => isText(name) && text.trim() !== '')
  return (
    <Notice tone="bad" title={refused.message}>
      {open && place && (
        <a href={`#${place}`} className="text-accent underline">
          Go to what you typed
        </a>
      )}
      {!open && texts.length > 0 && (
        <>
          <p>What you typed:</p>
          <ul>
            {texts.map(([name, text]) => (
              <li key={name} className="whitespace-pre-line">
                “{text}”
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  )
}

const isText = (name: string): boolean => /reason$/i.test(name) || name === 'note' || /^q~(?!.*~version$)/.test(name)
