let pressing = false

/** Watches whether a button of the mouse, a finger or a pen is down. @returns the way to stop */
export function watchPresses(): () => void {
  const down = () => {
    pressing = true
  }
  const up = () => {
    pressing = false
  }
  const events = [
    ['pointerdown', down],
    ['pointerup', up],
    ['pointercancel', up],
  ] as const
  for (const [name, hear] of events) window.addEventListener(name, hear, true)
  return () => {
    for (const [name, hear] of events) window.removeEventListener(name, hear, true)
  }
}

/**
 * Does the work once nothing is pressed. A message that appears between press and release moves what is below, and the press
 * would miss what the person aimed at.
 */
export function afterPress(work: () => void): void {
  if (!pressing) {
    work()
    return
  }
  const released = () => setTimeout(work, 0)
  window.addEventListener('pointerup', released, { once: true, capture: true })
}
