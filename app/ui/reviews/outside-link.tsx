/** A link that leaves the portal: on purpose, in a tab of its own, and without telling the other side where it stood. */
export function OutsideLink({ to, children }: { to: string; children?: string }) {
  if (!isWeb(to)) return <span className="break-words">{children ? `${children} (${to})` : to}</span>
  return (
    <span className="break-words">
      <a
        href={to}
        target="_blank"
        rel="noopener noreferrer"
        className={`text-accent underline ${children ? 'break-words' : 'break-all'}`}
      >
        {children || to}
      </a>
      {children && <span className="text-xs text-ink-soft"> on {new URL(to).host}</span>}
      <span className="sr-only"> (opens in a new tab)</span>
    </span>
  )
}

/** Text in which web addresses can be followed; full stops and brackets after an address are not part of it. */
export function WithLinks({ text }: { text: string }) {
  return text.split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/i).map((piece, at) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have only their place
    at % 2 === 1 ? <OutsideLink key={at} to={piece} /> : piece,
  )
}

const isWeb = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
