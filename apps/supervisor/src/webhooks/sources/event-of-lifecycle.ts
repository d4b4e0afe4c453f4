import type { EventValue, WebhookEvent } from '@promptbin/webhooks'
import type { WebhookEventType } from '@promptbin/webhooks/event-types'
import { describeEvent } from '../../history/describe-event.ts'
import type { LifecycleEvent, LifecycleEventType } from '../../supervision/lifecycle-event.ts'

type Of<Type extends LifecycleEventType> = Extract<LifecycleEvent, { type: Type }>

/** What receivers are told of a record: under which name, and with what. */
interface Told {
  readonly type: WebhookEventType
  readonly data: Readonly<Record<string, EventValue>>
}

type Teller<Type extends LifecycleEventType> = (
  event: Of<Type>,
  failed: ReadonlySet<string>,
) => Told | undefined

/** What is not here is of no interest outside, or told by something that is. */
const tellers: { readonly [Type in LifecycleEventType]?: Teller<Type> } = {
  'restart-decided': ({ service, worker, failure, action, reason }) =>
    action === 'restart' && failure.kind !== 'asked-for'
      ? { type: 'service.restarted', data: { service, worker, failure: failure.kind, reason } }
      : undefined,
  paused: ({ service, reason }, failed) =>
    failed.has(service) ? undefined : { type: 'service.failed', data: { service, reason } },
  ready: ({ service, startedInMs }, failed) =>
    failed.has(service) ? { type: 'service.recovered', data: { service, startedInMs } } : undefined,
  limit: ({ kind, value, limit }) =>
    kind === 'disk-warn' || kind === 'disk-critical'
      ? { type: 'disk.low', data: { level: kind.replace('disk-', ''), freeBytes: value, limit } }
      : undefined,
  'error-group': ({ service, kind, fingerprint, code, message }) =>
    kind === 'new'
      ? { type: 'error_group.new', data: { service, fingerprint, code, message } }
      : undefined,
  'backup-made': ({ id, reason, bytes, ms, secondPlaceFault }) => ({
    type: 'backup.made',
    data: { backup: id, reason, bytes, ms, secondPlaceFault },
  }),
  'backup-failed': ({ reason, code, message }) => ({
    type: 'backup.failed',
    data: { reason, code, message },
  }),
  'health-changed': ({ from, to, reason }) => ({
    type: 'health.changed',
    data: { from, to, reason },
  }),
  'configuration-changed': ({ generation, keys }) => ({
    type: 'configuration.changed',
    data: { generation, keys },
  }),
}

/** A record as receivers are told of it. */
export interface TellingOfRecord {
  /** Undefined when they are told nothing. */
  readonly event: WebhookEvent | undefined
  /** The services of which they know from now on that they have failed. */
  readonly failedServices: readonly string[]
}

/** What receivers are told of a record, when they know of these services that they have failed. */
export function eventOfLifecycle(
  record: LifecycleEvent,
  failedServices: readonly string[],
): TellingOfRecord {
  const failed = new Set(failedServices)
  const tell = tellers[record.type] as Teller<LifecycleEventType> | undefined
  const told = tell?.(record, failed)
  if (told === undefined) return { event: undefined, failedServices }
  if (told.type === 'service.failed') failed.add(record.service)
  if (told.type === 'service.recovered') failed.delete(record.service)
  const { seq, at } = record
  const id = `lifecycle_${seq}_${Date.parse(at).toString(36)}`
  return {
    event: { ...told, id, at, summary: describeEvent(record) },
    failedServices: [...failed],
  }
}
