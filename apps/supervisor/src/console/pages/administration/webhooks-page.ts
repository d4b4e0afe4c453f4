import { each, html, type Markup } from '@promptbin/html'
import type { OutputOf } from '@promptbin/operations'
import { moment } from '@promptbin/styles'
import { badge } from '../../markup/badge.ts'
import { operationButton } from '../../markup/operation-button.ts'
import { problemNote } from '../../markup/problem-note.ts'
import { operationForm } from '../operations/operation-form.ts'
import type { PageMaker } from '../page-maker.ts'

type Receiver = OutputOf<'list_webhooks'>['items'][number]
type Delivery = OutputOf<'list_webhook_deliveries'>['items'][number]

const columns = ['Receiver', 'Told of', 'State', 'Arrived last', 'Waiting', 'Dead']

/** Who is told of what happens here, whether that reaches them, and a form for another one. */
export const webhooksPage: PageMaker = async ({ ask, view }) => {
  const [receivers, deliveries] = await Promise.all([
    ask('list_webhooks', {}),
    ask('list_webhook_deliveries', { limit: 50 }),
  ])
  const now = new Date(view.nowMs)
  return {
    title: 'Webhooks',
    place: '/webhooks',
    body: html`<div class="page-head"><div><h1>Webhooks</h1><p class="fine">Others that are told of what happens here. The secret of a receiver is shown once, when it is made.</p></div></div>
${receivers.isDone ? receiverTable(receivers.output.items, now) : problemNote(receivers.problem)}
<section aria-labelledby="deliveries-title">
  <h2 class="section-title" id="deliveries-title">Sent last</h2>
  ${deliveries.isDone ? deliveryTable(deliveries.output.items, now) : problemNote(deliveries.problem)}
</section>
<section aria-labelledby="new-title" class="narrow-section">
  <h2 class="section-title" id="new-title">Another one</h2>
  ${operationForm({ operation: 'create_webhook', view, label: 'Tell this receiver' })}
</section>`,
  }
}

function receiverTable(receivers: readonly Receiver[], now: Date): Markup {
  if (receivers.length === 0) return html`<p class="nothing">Nobody is told.</p>`
  return html`<div class="table-frame" tabindex="0" role="region" aria-label="Receivers"><table class="grid">
  <thead><tr>${columns.map((name) => html`<th scope="col">${name}</th>`)}<th scope="col"><span class="sr-only">Actions</span></th></tr></thead>
  <tbody>${each(receivers, (receiver) => receiverRow(receiver, now))}</tbody>
</table></div>`
}

function receiverRow(receiver: Receiver, now: Date): Markup {
  const { id, address, description, events, deliveredAt, waiting, dead } = receiver
  return html`<tr>
    <th scope="row">${address}<p class="fine"><code>${id}</code> ${description}</p></th>
    <td>${events === null ? 'everything' : events.join(', ')}</td>
    <td>${stateOf(receiver)}</td>
    <td>${deliveredAt === null ? 'never' : moment(deliveredAt, now)}</td>
    <td class="number">${waiting}</td><td class="number">${dead}</td>
    <td class="row-actions">${buttonsOf(receiver)}</td>
  </tr>`
}

function stateOf({ enabled, disabledReason, failing, failure }: Receiver): Markup {
  if (!enabled) return html`${badge('idle', 'off')}${why(disabledReason)}`
  return failing ? html`${badge('bad', 'fails')}${why(failure)}` : badge('good', 'on')
}

const why = (text: string | null) => text !== null && html`<p class="fine">${text}</p>`

function buttonsOf({ id, enabled, dead }: Receiver) {
  const button = (operation: string, label: string, input: object = {}, kind = '') =>
    operationButton({
      operation,
      input: { id, ...input },
      label: html`${label}<span class="sr-only"> ${id}</span>`,
      kind: `button-small ${kind}`,
    })
  return [
    button('test_webhook', 'Test'),
    dead > 0 && button('replay_webhook', 'Send the dead again'),
    button('update_webhook', enabled ? 'Switch off' : 'Switch on', {
      state: enabled ? 'off' : 'on',
    }),
    button('rotate_webhook', 'Rotate'),
    button('delete_webhook', 'Remove', {}, 'button-danger'),
  ]
}

function deliveryTable(deliveries: readonly Delivery[], now: Date): Markup {
  if (deliveries.length === 0) return html`<p class="nothing">Nothing was sent yet.</p>`
  return html`<div class="table-frame" tabindex="0" role="region" aria-label="Deliveries"><table class="grid">
  <thead><tr><th scope="col">What</th><th scope="col">To</th><th scope="col">State</th><th scope="col">Attempts</th><th scope="col">Last</th><th scope="col">Next</th></tr></thead>
  <tbody>${each(deliveries, (delivery) => deliveryRow(delivery, now))}</tbody>
</table></div>`
}

const tones = { waiting: 'warn', delivered: 'good', dead: 'bad' } as const

function deliveryRow(delivery: Delivery, now: Date): Markup {
  const { type, summary, webhook, state, attempts, attemptedAt, nextAttemptAt } = delivery
  return html`<tr>
    <th scope="row">${type}<p class="fine">${summary}</p></th><td><code>${webhook}</code></td>
    <td>${badge(tones[state], state)}${why(delivery.error)}</td><td class="number">${attempts}</td>
    <td>${attemptedAt === null ? 'not yet' : moment(attemptedAt, now)}</td>
    <td>${nextAttemptAt === null ? '' : moment(nextAttemptAt, now)}</td>
  </tr>`
}
