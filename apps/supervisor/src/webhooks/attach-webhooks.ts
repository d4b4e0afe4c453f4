import type { CheckResult, Health } from '@promptbin/health'
import type { Metrics } from '@promptbin/metrics'
import type { WebhookFigures } from './webhook-figures.ts'
import type { Webhooks } from './webhooks.ts'

export interface AttachWebhooksOptions {
  readonly webhooks: Pick<Webhooks, 'figures'>
  readonly health: Pick<Health, 'add'>
  readonly metrics: Pick<Metrics, 'counter' | 'gauge'>
}

/** Tells health and metrics whether others hear what they are told. */
export function attachWebhooks({ webhooks, health, metrics }: AttachWebhooksOptions): void {
  health.add({
    name: 'webhooks:delivery',
    severity: 'minor',
    componentType: 'component',
    run: async () => judgeFigures(webhooks.figures),
  })
  measureMessages(metrics, () => webhooks.figures)
}

/** Whether somebody should look after a receiver. */
export function judgeFigures({
  endpoints,
  failing,
  disabled,
}: Pick<WebhookFigures, 'endpoints' | 'failing' | 'disabled'>): CheckResult {
  const troubles = [
    ...failing.map((id) => `Messages do not reach ${id}.`),
    ...disabled.map(({ id, why }) => `${id} was switched off. ${why}`),
  ]
  if (troubles.length === 0) return { observedValue: endpoints }
  const what = 'See `promptbin webhook deliveries`.'
  return { status: 'warn', observedValue: endpoints, output: [...troubles, what].join(' ') }
}

function measureMessages(
  metrics: Pick<Metrics, 'counter' | 'gauge'>,
  figures: () => WebhookFigures,
): void {
  metrics.counter({
    name: 'promptbin_webhook_deliveries_total',
    help: 'Messages to receivers that have arrived, are dead, or were forgotten as too many waited.',
    labels: ['outcome'],
    read: (deliveries) => {
      const { delivered, dead, overflown } = figures().counts
      deliveries.inc({ outcome: 'delivered' }, delivered)
      deliveries.inc({ outcome: 'dead' }, dead)
      deliveries.inc({ outcome: 'overflown' }, overflown)
    },
  })
  metrics.counter({
    name: 'promptbin_webhook_attempts_total',
    help: 'Attempts to send a message; held back are those that were not made.',
    labels: ['outcome'],
    read: (attempts) => {
      const { delivered, failed, 'held-back': heldBack } = figures().counts
      attempts.inc({ outcome: 'delivered' }, delivered)
      attempts.inc({ outcome: 'failed' }, failed)
      attempts.inc({ outcome: 'held_back' }, heldBack)
    },
  })
  metrics.gauge({
    name: 'promptbin_webhook_waiting',
    help: 'Messages on their way to receivers.',

    read: (waiting) => waiting.set(figures().waiting),
  })
  metrics.gauge({
    name: 'promptbin_webhook_failing_receivers',
    help: 'Receivers that messages do not reach, and those that were switched off by themselves.',

    read: (receivers) => {
      const { failing, disabled } = figures()
      receivers.set(failing.length + disabled.length)
    },
  })
}
