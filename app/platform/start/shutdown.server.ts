import { say } from './say.server.ts'

export type Shutdown = ReturnType<typeof createShutdown>

/** What was started is stopped in the opposite order, once, whatever asked for it. */
export function createShutdown() {
  const steps: (() => Promise<void> | void)[] = []
  let ending: Promise<never> | undefined

  const now = (code: number): Promise<never> => {
    ending ??= (async () => {
      for (const step of steps.reverse()) {
        try {
          await step()
        } catch (error) {
          say(`While stopping: ${error instanceof Error ? error.message : String(error)}`)
        }
      }
      process.exit(code)
    })()
    return ending
  }

  return {
    get begun() {
      return ending !== undefined
    },
    /** Adds what must happen at the end. */
    add: (step: () => Promise<void> | void) => {
      steps.push(step)
    },
    now,
    listen: () => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
        process.on(signal, () => {
          if (ending === undefined) say('\nStopping …')
          void now(0)
        })
      }
    },
  }
}
