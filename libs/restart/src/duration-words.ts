const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** A length of time for a person: `40 ms`, `1.5 s`, `5 min`, `3 h`. */
export function durationInWords(milliseconds: number): string {
  if (milliseconds < SECOND) return `${milliseconds} ms`
  if (milliseconds < 2 * MINUTE) return `${inTenths(milliseconds / SECOND)} s`
  if (milliseconds < 2 * HOUR) return `${inTenths(milliseconds / MINUTE)} min`
  return `${inTenths(milliseconds / HOUR)} h`
}

function inTenths(value: number): number {
  return Math.round(value * 10) / 10
}
