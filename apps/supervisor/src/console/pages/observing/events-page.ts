import { html } from '@promptbin/html'
import { eventTypes } from '@promptbin/operations'
import { eventList } from '../../markup/event-list.ts'
import { chosenWord, filterForm, selectField } from '../../markup/filters.ts'
import type { PageMaker } from '../page-maker.ts'

const shown = 300

/** How far back, by the word that is chosen. */
const times = { '15 minutes': 15, '1 hour': 60, '1 day': 24 * 60, '7 days': 7 * 24 * 60 } as const
const timeNames = Object.keys(times) as readonly (keyof typeof times)[]

/** What happened to the processes, the newest first, by day. */
export const eventsPage: PageMaker = async ({ source, view, query }) => {
  const services = [...view.services, view.supervisor].map(({ name }) => name)
  const service = chosenWord(query, 'service', services)
  const type = chosenWord(query, 'type', eventTypes)
  const time = chosenWord(query, 'time', timeNames)
  const { items } = await source.history.events.list({
    service,
    types: type && [type],
    fromMs: time && view.nowMs - times[time] * 60_000,
    limit: shown,
  })
  const days = Map.groupBy(items.toReversed(), ({ at }) => at.slice(0, 10))
  const filters = html`${selectField('service', 'Service', services, service ?? null)}${selectField('type', 'Kind', eventTypes, type ?? null)}${selectField('time', 'Within', timeNames, time ?? null, 'any time')}`
  return {
    title: 'Events',
    place: '/events',
    body: html`<div class="page-head"><h1>Events</h1></div>
${filterForm('/events', filters)}
${items.length === 0 && html`<p class="nothing">Nothing of that kind has happened.</p>`}
${[...days].map(
  ([day, events]) => html`<section aria-labelledby="day-${day}">
  <h2 class="section-title" id="day-${day}">${dayText(day)}</h2>
  ${eventList(events)}
</section>`,
)}
${items.length === shown && html`<p class="fine">These are the newest ${shown}; <code>promptbin events</code> tells of more.</p>`}`,
  }
}

const dayFormat = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeZone: 'UTC' })

const dayText = (day: string) => dayFormat.format(new Date(`${day}T00:00:00Z`))
