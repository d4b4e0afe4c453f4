import { html, type Markup } from '@promptbin/html'

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const exact = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })
const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' })

/** The units that a distance in time is told in, each up to the next one, in seconds. */
const units = [
  ['minute', 60],
  ['hour', 3_600],
  ['day', 86_400],
] as const

/** Further back a date says more than a number of days. */
const daysTold = 14

function distance(seconds: number): string {
  if (seconds < 60) return 'just now'
  const [unit, length] = units.findLast(([, start]) => seconds >= start) ?? units[0]
  return relative.format(-Math.floor(seconds / length), unit)
}

/** A moment as people say it, "2 hours ago", with the exact time of the server for the pointer. */
export function moment(at: string, now: Date): Markup {
  const date = new Date(at)
  const seconds = (now.getTime() - date.getTime()) / 1_000
  const told = seconds > daysTold * 86_400 ? day.format(date) : distance(seconds)
  return html`<time datetime="${at}" title="${exact.format(date)}">${told}</time>`
}
