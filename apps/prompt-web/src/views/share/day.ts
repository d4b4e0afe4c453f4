const day = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' })

/** A day as people write it, "3 December 2026" in their order; that of UTC, as nobody knows theirs. */
export function dayOf(at: string): string {
  return day.format(new Date(at))
}
