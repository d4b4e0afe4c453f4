import type { BackupReason } from '@promptbin/backup'
import type {
  DrainReason,
  EndCause,
  ErrorNews,
  LifecycleEvent,
  LifecycleEventType,
  LimitKind,
  StartReason,
} from '../supervision/lifecycle-event.ts'

type Of<Type extends LifecycleEventType> = Extract<LifecycleEvent, { type: Type }>

/** Why a process was started, in words that go on from "it was started". */
export const startReasons: Readonly<Record<StartReason, string>> = {
  start: 'with PromptBin',
  failure: 'after a failure',
  reload: 'for a reload',
  'scale-up': 'for more workers',
  spare: 'as a spare',
  'memory-soft': 'because the one before used much memory',
  'asked-for': 'because somebody asked',
  defect: 'because the one before had a defect',
}

/** Why a process ended, in words that go on from "it has ended". */
export const endCauses: Readonly<Record<EndCause | 'lost', string>> = {
  exit: 'by itself',
  signal: 'by a signal',
  'out-of-memory': 'out of memory',
  'memory-limit': 'at the limit of its memory',
  'start-timeout': 'as it was not ready in time',
  'liveness-lost': 'as it gave no sign of life',
  'port-taken': 'as its port was taken',
  'dependency-missing': 'as it misses something',
  'bad-configuration': 'as it refused its configuration',
  'library-refused': 'as it cannot go on with its library as it is',
  'asked-for': 'because somebody asked',
  stopped: 'with PromptBin',
  reloaded: 'for a reload',
  'scaled-down': 'for fewer workers',
  recycled: 'to make room for a fresh one',
  lost: 'while nobody watched',
}

const drainReasons: Readonly<Record<DrainReason, string>> = endCauses

const limits: Readonly<Record<LimitKind, string>> = {
  'memory-soft': 'uses much memory, and is replaced',
  'memory-hard': 'uses too much memory, and is ended',
  cpu: 'uses much CPU, and gets a lower priority',
  'disk-warn': 'has little room left on the disk',
  'disk-critical': 'has no room left on the disk, and takes no changes',
  'disk-freed': 'has room on the disk again',
  'disk-ballast': 'gives up the room that it kept on the disk',
}

const errorNews: Readonly<Record<ErrorNews, string>> = {
  new: 'reports an error that was not seen before',
  rising: 'reports an error much more often than before',
}

/** Why a backup is made, in words that go on from "a backup". */
export const backupReasons: Readonly<Record<BackupReason, string>> = {
  scheduled: 'whose time had come',
  asked: 'that somebody asked for',
  migration: 'before the library is brought up to date',
  restore: 'before a restore',
  change: 'before a change of the configuration',
}

const texts: { readonly [Type in LifecycleEventType]: (event: Of<Type>) => string } = {
  'supervisor-started': ({ leftovers }) =>
    leftovers.length === 0
      ? 'PromptBin was started'
      : `PromptBin was started, and found ${leftovers.length} processes of an earlier start`,
  'supervisor-stopping': ({ why }) => `PromptBin stops: ${why}`,
  started: ({ service, why }) => `${service} was started ${startReasons[why]}`,
  prepared: ({ service }) => `${service} is prepared`,
  promoted: ({ service, worker, replaces }) =>
    `a spare of ${service} becomes worker ${worker}${replaces === null ? '' : ` in place of process ${replaces}`}`,
  ready: ({ service, startedInMs }) => `${service} is ready after ${startedInMs} ms`,
  draining: ({ service, why }) => `${service} finishes its requests, to end ${drainReasons[why]}`,
  exited: ({ service, ...end }) => `${service} has ended ${endInWords(end)}`,
  'restart-decided': ({ service, reason }) => `${service}: ${reason}`,
  paused: ({ service, reason }) => `${service} has failed: ${reason}`,
  'service-stopped': ({ service }) => `${service} is stopped on purpose`,
  'service-started': ({ service }) => `${service} is started again`,
  scaled: ({ service, from, to }) => `${service} goes from ${from} to ${to} workers`,
  'reload-started': ({ service }) => `${service} is reloaded`,
  'reload-finished': ({ service, ms, failed }) =>
    failed === null
      ? `${service} was reloaded in ${ms} ms`
      : `${service} was not reloaded: ${failed}`,
  limit: ({ service, kind, value, limit }) =>
    `${service} ${limits[kind]} (${value}, the limit is ${limit})`,
  profiled: ({ service, kind }) => `${service} was profiled (${kind})`,
  'backup-made': ({ id, reason, ms, secondPlaceFault }) =>
    `a backup ${backupReasons[reason]} was made in ${ms} ms: ${id}${secondPlaceFault === null ? '' : `, but not in the second place: ${secondPlaceFault}`}`,
  'backup-failed': ({ reason, message }) =>
    `a backup ${backupReasons[reason]} was not made: ${message.replace(/\.$/, '')}`,
  'library-checked': ({ status, found, ms }) =>
    status === 'sound'
      ? `the library was looked at in ${ms} ms, and is sound`
      : `the library was looked at, and is ${status} (${found} findings)`,
  'library-recovered': ({ prompts, lost, backup }) =>
    `the library was made anew with ${prompts} prompts${backup === null ? '' : ` by the help of the backup ${backup}`}; ${lost === 0 ? 'nothing is lost' : `${lost} prompts or versions are lost`}`,
  'health-changed': ({ from, to, reason }) =>
    `PromptBin is ${to}, and was ${from}${reason === null ? '' : `: ${reason}`}`,
  'configuration-changed': ({ generation, keys }) =>
    `the configuration has changed (generation ${generation}): ${keys.join(', ')}`,
  'error-group': ({ service, kind, code, message }) =>
    `${service} ${errorNews[kind]}: ${code === null ? '' : `${code} `}${message.replace(/\.$/, '')}`,
}

/** What happened, for a person, in a sentence without its full stop. */
export function describeEvent(event: LifecycleEvent): string {
  const describe = texts[event.type] as (event: LifecycleEvent) => string
  return describe(event)
}

/** How a process ended, in words that go on from "it has ended". */
export function endInWords(end: {
  readonly cause: EndCause | 'lost'
  readonly code: number | null
  readonly signal: string | null
}): string {
  const { cause, code, signal } = end
  if (cause === 'signal' && signal !== null) return `by ${signal}`
  if (cause === 'exit' && code !== null) return `by itself with exit code ${code}`
  return endCauses[cause]
}
