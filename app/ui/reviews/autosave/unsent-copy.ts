import type { Unsent } from './world.ts'

/**
 * A copy of what is unsent, in the tab's own storage, for a page that crashes or is loaded again. It is bound to the person: whatever
 * somebody else left is removed at the first look. Questions marked sensitive or privileged are never in it.
 */
export type CopyStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

const START = 'plimsoll:unsent:'

export function unsentCopy(storage: CopyStorage, personId: string, reviewId: string) {
  const name = `${START}${personId}:${reviewId}`
  for (const other of namesIn(storage)) if (!other.startsWith(`${START}${personId}:`)) storage.removeItem(other)
  return {
    read: (): Unsent[] => {
      try {
        const kept: unknown = JSON.parse(storage.getItem(name) ?? '[]')
        return Array.isArray(kept) ? kept.filter(isUnsent) : []
      } catch {
        return []
      }
    },
    write: (unsent: readonly Unsent[]): void => {
      try {
        if (unsent.length === 0) storage.removeItem(name)
        else storage.setItem(name, JSON.stringify(unsent))
      } catch {
        // Full or forbidden: the page itself still holds everything.
      }
    },
    wipe: (): void => {
      for (const one of namesIn(storage)) storage.removeItem(one)
    },
  }
}

const namesIn = (storage: CopyStorage): string[] =>
  Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '').filter((name) => name.startsWith(START))

const isUnsent = (one: unknown): one is Unsent =>
  typeof one === 'object' &&
  one !== null &&
  typeof (one as Unsent).key === 'string' &&
  typeof (one as Unsent).version === 'number' &&
  typeof (one as Unsent).answer?.state === 'string'
