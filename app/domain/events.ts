import { peopleEvents } from './people/events.ts'
import { reviewEvents } from './reviews/events.ts'
import { rubricEvents } from './rubric-versions/events.ts'

/** Everything that can happen. Each context brings its own map; names are `noun.past-participle`. */
export const events = {
  ...peopleEvents,
  ...rubricEvents,
  ...reviewEvents,
}

export type Events = typeof events
