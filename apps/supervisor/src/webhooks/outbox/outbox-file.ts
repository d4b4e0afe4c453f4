import type { WebhookEvent } from '@promptbin/webhooks'
import { webhookEventNames } from '@promptbin/webhooks/event-types'
import type { StateFile } from '../../state/state-file.ts'
import type { StateFolder } from '../../state/state-folder.ts'
import type { Delivery, OutboxState, Positions } from './delivery.ts'

/** What holds before the first receiver. */
export const emptyOutbox: OutboxState = {
  positions: { lifecycle: null, library: null, openings: null },
  failedServices: [],
  count: 0,
  deliveries: [],
}

/** Opens what is on its way, and what has ended. */
export function openOutboxFile(folder: Pick<StateFolder, 'open'>): StateFile<OutboxState> {
  return folder.open<OutboxState>({ name: 'webhook-deliveries', empty: emptyOutbox, parse })
}

function parse(value: unknown): OutboxState | undefined {
  const { positions, failedServices, count, deliveries } = Object(value) as OutboxState
  const isOurs =
    isPositions(positions) &&
    Array.isArray(failedServices) &&
    Number.isSafeInteger(count) &&
    Array.isArray(deliveries)
  if (!isOurs) return undefined
  return {
    positions,
    failedServices: failedServices.filter((name) => typeof name === 'string'),
    count,
    deliveries: deliveries.filter(isDelivery),
  }
}

function isPositions(value: unknown): value is Positions {
  const { lifecycle, library, openings } = Object(value)
  return [lifecycle, library, openings].every((one) => one === null || Number.isSafeInteger(one))
}

function isDelivery(value: unknown): value is Delivery {
  const { id, endpoint, event, progress, attempt, isTest } = Object(value)
  return (
    typeof id === 'string' &&
    typeof endpoint === 'string' &&
    isEvent(event) &&
    ['waiting', 'delivered', 'dead'].includes(Object(progress).state) &&
    [progress.attempts, progress.beganAtMs].every(Number.isFinite) &&
    (progress.dueAtMs === null || Number.isFinite(progress.dueAtMs)) &&
    (attempt === null || typeof Object(attempt).at === 'string') &&
    typeof isTest === 'boolean'
  )
}

function isEvent(value: unknown): value is WebhookEvent {
  const { id, type, at, summary, data } = Object(value)
  return (
    [id, at, summary].every((one) => typeof one === 'string') &&
    webhookEventNames.includes(type) &&
    typeof data === 'object' &&
    data !== null
  )
}
