/** A launch while somebody describes it: everything is text. */
export type TypedLaunch = {
  onceKey: string
  title: string
  summary: string
  launchOn: string
  markets: string[]
  earlierLaunchId: string
}

/** The fields of a posted description. Browsers send line breaks as two characters; one is kept. */
export function typedLaunch(form: FormData): TypedLaunch {
  const text = (name: string) => String(form.get(name) ?? '').replaceAll('\r\n', '\n')
  return {
    onceKey: text('onceKey'),
    title: text('title'),
    summary: text('summary'),
    launchOn: text('launchOn'),
    markets: form.getAll('markets').map(String),
    earlierLaunchId: text('earlierLaunchId'),
  }
}
