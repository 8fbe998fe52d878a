/**
 * The calendar day of an instant in a zone.
 * @param zone IANA name
 * @returns YYYY-MM-DD
 */
export function dayIn(zone: string, at: Date): string {
  // en-CA is the locale whose short date is the ISO form.
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    at,
  )
}

/** A calendar day, some business days (Monday to Friday) later. 0 gives the day itself, or the Monday after a weekend. */
export function addBusinessDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  const isWeekend = () => date.getUTCDay() === 0 || date.getUTCDay() === 6
  const step = () => date.setUTCDate(date.getUTCDate() + 1)
  while (isWeekend()) step()
  for (let left = count; left > 0; ) {
    step()
    if (!isWeekend()) left--
  }
  return date.toISOString().slice(0, 10)
}

/** A calendar day, some days later. */
export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + count)
  return date.toISOString().slice(0, 10)
}
