/** A number from 0 to 1 from outside. Whoever decides by chance is given it, so that a test can say which one. */
export const draw = (): number => Math.random()
