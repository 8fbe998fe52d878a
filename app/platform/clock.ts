/** Time is an argument: whoever needs "now" is handed a clock, so that tests can say `at('2026-03-01')`. */
export type Clock = () => Date

/** The wall clock, the only place that asks the machine for the time. */
export const systemClock: Clock = () => new Date()
