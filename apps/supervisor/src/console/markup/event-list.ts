import { each, html, type Markup } from '@promptbin/html'
import { describeEvent } from '../../history/describe-event.ts'
import type { LifecycleEvent, LifecycleEventType } from '../../supervision/lifecycle-event.ts'
import type { Tone } from '../advice/advice.ts'
import { address } from './address.ts'

/** How much somebody should care; what is not named is the course of things. */
const tones: Readonly<Partial<Record<LifecycleEventType, Tone>>> = {
  ready: 'good',
  'restart-decided': 'warn',
  paused: 'bad',
  limit: 'warn',
  'error-group': 'warn',
  'backup-failed': 'bad',
  'library-recovered': 'warn',
}

const wishedEnds: ReadonlySet<string> = new Set([
  'asked-for',
  'stopped',
  'reloaded',
  'scaled-down',
  'recycled',
])

/** The colour of an event. */
export function eventTone(event: LifecycleEvent): Tone | 'idle' {
  if (event.type === 'exited') return wishedEnds.has(event.cause) ? 'idle' : 'bad'
  if (event.type === 'reload-finished') return event.failed === null ? 'good' : 'bad'
  if (event.type === 'limit' && event.kind === 'disk-freed') return 'good'
  if (event.type === 'library-checked') return event.status === 'sound' ? 'good' : 'bad'
  return tones[event.type] ?? 'idle'
}

/** What happened, the newest first; each leads to the log of that moment. */
export function eventList(events: readonly LifecycleEvent[]): Markup {
  if (events.length === 0) return html`<p class="nothing">Nothing has happened.</p>`
  return html`<ol class="events">${each(events, eventRow)}</ol>`
}

function eventRow(event: LifecycleEvent): Markup {
  const { at, worker, pid, service } = event
  const who = [worker === null ? '' : `worker ${worker}`, pid === null ? '' : `pid ${pid}`]
  return html`<li class="event event-${eventTone(event)}"><time datetime="${at}" title="${at}">${clock(at)}</time><span class="event-text">${describeEvent(event)}</span><a class="event-more" href="${address('/logs', { service, since: at })}"><span class="sr-only">Log from then on, </span>${who.filter(Boolean).join(' · ') || 'log'}</a></li>`
}

/** The time of the day of the server, to the second. */
export function clock(at: string): string {
  return new Date(at).toLocaleTimeString('en-GB')
}
