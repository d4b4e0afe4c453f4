import type { OutputOf } from '@promptbin/operations'
import { shownUrl } from '@promptbin/webhooks/shown-url'
import type { Endpoint } from '../webhooks/endpoints/endpoint.ts'
import type { Delivery } from '../webhooks/outbox/delivery.ts'
import type { WebhookManager } from '../webhooks/webhook-manager.ts'
import type { Webhooks } from '../webhooks/webhooks.ts'
import type { HandlersOf } from './handlers.ts'

/** Who tells others. */
export interface WebhookHandlersOptions {
  readonly webhooks: Pick<Webhooks, 'open'>
}

type Described = OutputOf<'update_webhook'>

/** So long both secrets are good unless told. */
const usualGraceSeconds = 24 * 3600

const usualLimit = 50

/** How receivers are listed, changed and tried, and what was sent to them. */
export function webhookHandlers({
  webhooks,
}: WebhookHandlersOptions): HandlersOf<
  | 'list_webhooks'
  | 'create_webhook'
  | 'update_webhook'
  | 'delete_webhook'
  | 'rotate_webhook'
  | 'test_webhook'
  | 'list_webhook_deliveries'
  | 'replay_webhook'
> {
  return {
    list_webhooks: async () => {
      const manager = await webhooks.open()
      return { items: manager.book.all.map((endpoint) => describe(manager, endpoint)) }
    },
    create_webhook: async (input, { principal }, notes) => {
      const manager = await webhooks.open()
      const { endpoint, secret } = await manager.book.create(input, principal.id)
      await manager.placed()
      const described = describe(manager, endpoint)
      notes.target = endpoint.id
      notes.after = wishOf(described)
      return { ...described, secret }
    },
    update_webhook: async ({ id, state, ...wish }, _caller, notes) => {
      const manager = await webhooks.open()
      notes.before = wishOf(describe(manager, manager.book.get(id)))
      const wanted = { ...wish, ...(state && { enabled: state === 'on' }) }
      const described = describe(manager, await manager.book.update(id, wanted))
      await manager.placed()
      notes.after = wishOf(described)
      return described
    },
    delete_webhook: async ({ id }, _caller, notes) => {
      const manager = await webhooks.open()
      notes.before = wishOf(describe(manager, manager.book.get(id)))
      await manager.remove(id)
      return {}
    },
    rotate_webhook: async ({ id, grace_seconds: graceSeconds = usualGraceSeconds }) => {
      const manager = await webhooks.open()
      const { endpoint, secret } = await manager.book.rotate(id, graceSeconds * 1000)
      return { ...describe(manager, endpoint), secret }
    },
    test_webhook: async ({ id }) => describeDelivery(await (await webhooks.open()).test(id)),
    list_webhook_deliveries: async ({ webhook, state, limit = usualLimit }) => {
      const { outbox } = await webhooks.open()
      const meant = outbox.all.filter(
        ({ endpoint, progress }) =>
          (webhook === undefined || endpoint === webhook) &&
          (state === undefined || progress.state === state),
      )
      return { items: meant.toReversed().slice(0, limit).map(describeDelivery) }
    },
    replay_webhook: async ({ id, delivery }) => {
      return { replayed: (await webhooks.open()).replay(id, delivery) }
    },
  }
}

function describe(manager: WebhookManager, endpoint: Endpoint): Described {
  const { book, outbox } = manager
  const { id, description, events, format, enabled, disabledReason, createdAt, createdBy } =
    endpoint
  const { lastDelivered, lastFailed } = outbox.lastOf(id)
  return {
    id,
    address: shownUrl(book.destinationOf(endpoint)?.url ?? ''),
    description,
    events,
    format,
    enabled,
    disabledReason,
    createdAt,
    createdBy,
    previousSecretUntil: timeOrNull(book.previousSecretUntilMs(endpoint)),
    waiting: outbox.count(id, 'waiting'),
    dead: outbox.count(id, 'dead'),
    failing: manager.isFailing(id),
    deliveredAt: lastDelivered?.at ?? null,
    failedAt: lastFailed?.at ?? null,
    failure: lastFailed?.error ?? null,
  }
}

/** What an administrator has said of it, for the audit trail. */
function wishOf({ address, description, events, format, enabled }: Described) {
  return { address, description, events, format, enabled }
}

function describeDelivery(delivery: Delivery): OutputOf<'test_webhook'> {
  const { id, endpoint: webhook, event, progress, attempt } = delivery
  const { state, attempts, beganAtMs, dueAtMs } = progress
  return {
    id,
    webhook,
    message: event.id,
    type: event.type,
    summary: event.summary,
    state,
    attempts,
    createdAt: new Date(beganAtMs).toISOString(),
    nextAttemptAt: timeOrNull(dueAtMs),
    attemptedAt: attempt?.at ?? null,
    status: attempt?.status ?? null,
    error: attempt?.error ?? null,
    ms: attempt?.ms ?? null,
  }
}

function timeOrNull(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString()
}
