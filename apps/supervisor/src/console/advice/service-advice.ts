import { endInWords } from '../../history/describe-event.ts'
import type { LifecycleEvent } from '../../supervision/lifecycle-event.ts'
import { durationText } from '../../terminal/duration-text.ts'
import type { ServiceView } from '../view/service-view.ts'
import type { Advice, Remedy } from './advice.ts'
import { loopAt, recentFailures } from './recent-failures.ts'

/** What is known of a service and of the time before. */
export interface ServiceFacts {
  readonly service: ServiceView
  /** Oldest first. */
  readonly events: readonly LifecycleEvent[]
  readonly nowMs: number
  /** What the check of its answers says; undefined when it answers. */
  readonly silence: string | undefined
}

/** What is wrong with a service, taken together in one advice; undefined when nothing is. */
export function adviseOnService(facts: ServiceFacts): Advice | undefined {
  const { service, events, nowMs } = facts
  const failures = recentFailures(service.name, events, nowMs)
  const last = failures.at(-1)
  const ended = last && `It last ended ${ago(last.at, nowMs)} ${endInWords(last)}.`
  const reason = service.reason && last ? service.reason : undefined
  if (service.state === 'failed') return givenUp(facts)
  if (failures.length >= loopAt && !isCalm(facts, last?.at)) {
    const since = durationText(Math.max(1, (nowMs - Date.parse(failures[0]?.at ?? '')) / 1000))
    return {
      id: `${service.name}:loop`,
      tone: 'bad',
      title: `${service.name} crashes in a loop`,
      why: sentences(`It failed ${failures.length} times in the last ${since}.`, ended, reason),
      remedies: [restart(service.name), ...traces(service.name)],
    }
  }
  if (service.state === 'stopped') return stopped(service.name)
  if (service.state === 'away') return away(service.name, sentences(ended, reason))
  if (facts.silence !== undefined) return silent(service.name, facts.silence)
  if (service.state === 'partly') return partly(service)
  if (last && nowMs - Date.parse(last.at) < newsMs)
    return recovered(service, sentences(ended, reason))
  return undefined
}

/** A failure that was got over is told of for so long. */
const newsMs = 2 * 60_000

/** A service that has answered for so long after its last failure is out of the loop. */
const calmMs = 60_000

function isCalm({ service, nowMs }: ServiceFacts, lastAt = ''): boolean {
  return service.state === 'ready' && nowMs - Date.parse(lastAt) >= calmMs
}

function givenUp({ service: { name, reason }, events, nowMs }: ServiceFacts): Advice {
  const pause = events.findLast((event) => event.service === name && event.type === 'paused')
  const untilMs = pause?.type === 'paused' ? pause.untilMs : null
  const next =
    untilMs !== null && untilMs > nowMs
      ? `It is tried again in ${durationText((untilMs - nowMs) / 1000)}.`
      : undefined
  return {
    id: `${name}:failed`,
    tone: 'bad',
    title: `${name} is down`,
    why: sentences(reason ?? 'It was given up after too many failures.', next),
    remedies: [restart(name, `Try ${name} again now`), ...traces(name)],
  }
}

function stopped(name: string): Advice {
  return {
    id: `${name}:stopped`,
    tone: 'warn',
    title: `${name} is stopped`,
    why: 'Somebody has stopped it, and it stays so until it is started.',
    remedies: [{ label: `Start ${name}`, operation: 'start_service', input: { service: name } }],
  }
}

function away(name: string, why: string): Advice {
  return {
    id: `${name}:away`,
    tone: 'bad',
    title: `${name} is starting`,
    why: sentences(why, 'Requests wait until it answers, usually for less than a second.'),
    remedies: [restart(name), ...traces(name)],
  }
}

function silent(name: string, says: string): Advice {
  return {
    id: `${name}:silent`,
    tone: 'bad',
    title: `${name} does not answer as it should`,
    why: sentence(says),
    remedies: [restart(name), ...traces(name)],
  }
}

function partly({ name, workers, reason }: ServiceView): Advice {
  const ready = workers.filter(({ state }) => state === 'ready').length
  return {
    id: `${name}:partly`,
    tone: 'warn',
    title: `${ready} of ${workers.length} workers of ${name} answer`,
    why: sentences('The others are on their way.', reason),
    remedies: [...traces(name), restart(name)],
  }
}

function recovered({ name }: ServiceView, why: string): Advice {
  return {
    id: `${name}:recovered`,
    tone: 'warn',
    title: `${name} failed, and is back`,
    why,
    remedies: traces(name),
  }
}

function restart(service: string, label = `Restart ${service}`): Remedy {
  return { label, operation: 'restart_service', input: { service } }
}

const traces = (service: string): readonly Remedy[] => [
  { label: 'Its log', href: `/logs?service=${service}` },
  { label: 'What happened', href: `/events?service=${service}` },
]

function ago(at: string, nowMs: number): string {
  const seconds = Math.max(0, (nowMs - Date.parse(at)) / 1000)
  return seconds < 5 ? 'a moment ago' : `${durationText(seconds)} ago`
}

const sentences = (...parts: readonly (string | undefined)[]) =>
  parts.filter((part) => part !== undefined && part !== '').join(' ')

/** With a capital letter and a full stop. */
export function sentence(text: string): string {
  const trimmed = text.trim()
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}${/[.!?]$/.test(trimmed) ? '' : '.'}`
}
