import { webhookEventNames } from '@promptbin/webhooks/event-types'
import { choice, flag, integer, list, orNull, output, text, time } from '../schema/build.ts'

/** Names a receiver. */
export const id = text({
  description: 'The id of a receiver, as list_webhooks tells it.',
  maxLength: 64,
})

/** The address of a receiver, as it is given. */
export const url = text({
  description: 'Where messages are sent, such as https://example.org/hooks.',
  minLength: 1,
  maxLength: 2048,
  writeOnly: true,
})

/** What may be said of a receiver besides its address. */
export const wanted = {
  events: list(choice(webhookEventNames), {
    description: 'What it is told of; everything unless told.',
    maxItems: webhookEventNames.length,
    uniqueItems: true,
  }),
  format: choice(['standard', 'slack'], {
    description:
      'How a message is written: as Standard Webhooks has it, or as Slack and what imitates it want it.',
  }),
  description: text({ description: 'What it is for.', maxLength: 200 }),
}

const webhookFields = {
  id: text(),
  address: text({ description: 'Where it is, without what may be a secret.' }),
  description: text(),
  events: orNull(list(text()), { description: 'What it is told of; null: everything.' }),
  format: text(),
  enabled: flag(),
  disabledReason: orNull(text(), { description: 'Why it was switched off by itself.' }),
  createdAt: time(),
  createdBy: text(),
  previousSecretUntil: orNull(time(), {
    description: 'Until then messages are signed with the secret from before as well.',
  }),
  waiting: integer({ description: 'Messages on their way to it.' }),
  dead: integer({ description: 'Messages that did not reach it, and can be sent again.' }),
  failing: flag({ description: 'Whether a message was tried three times without success.' }),
  deliveredAt: orNull(time(), { description: 'When it took a message last.' }),
  failedAt: orNull(time()),
  failure: orNull(text(), { description: 'What was wrong last.' }),
}

/** A receiver as it is told. */
export const webhook = output(webhookFields)

/** The same when its secret was just made. */
export const created = output({
  ...webhookFields,
  secret: text({ description: 'By which the receiver verifies messages; it is shown only now.' }),
})

/** How far a message has come. */
export const deliveryStates = ['waiting', 'delivered', 'dead'] as const

/** A message on its way to a receiver. */
export const delivery = output({
  id: text(),
  webhook: text(),
  message: text({ description: 'The webhook-id; the same for every attempt.' }),
  type: text(),
  summary: text(),
  state: choice(deliveryStates),
  attempts: integer(),
  createdAt: time(),
  nextAttemptAt: orNull(time()),
  attemptedAt: orNull(time()),
  status: orNull(integer(), { description: 'What the receiver answered last.' }),
  error: orNull(text()),
  ms: orNull(integer(), { description: 'How long the last attempt took.' }),
})

/** A receiver in an example. */
export const exampleWebhook = {
  id: 'wh_9f1c2ab4',
  address: 'https://example.org/hooks',
  description: 'the chat of the team',
  events: ['prompt.labelled'],
  format: 'standard',
  enabled: true,
  disabledReason: null,
  createdAt: '2026-11-22T10:00:00.000Z',
  createdBy: 'local',
  previousSecretUntil: null,
  waiting: 0,
  dead: 0,
  failing: false,
  deliveredAt: '2026-11-22T11:00:00.000Z',
  failedAt: null,
  failure: null,
} as const

/** The same with its secret. */
export const exampleCreated = { ...exampleWebhook, secret: 'whsec_…' } as const
