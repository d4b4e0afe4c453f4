import { payloadFormats } from '@promptbin/webhooks'
import { type WebhookEventType, webhookEventNames } from '@promptbin/webhooks/event-types'
import type { StateFile } from '../../state/state-file.ts'
import type { StateFolder } from '../../state/state-folder.ts'
import type { Endpoint } from './endpoint.ts'

/** The name of the file without `.json`: while it is not there, nobody is told of anything. */
export const endpointFileName = 'webhooks'

/** Opens what is known of receivers; one that is not of our form is passed over. */
export function openEndpointFile(
  folder: Pick<StateFolder, 'open'>,
): StateFile<readonly Endpoint[]> {
  return folder.open<readonly Endpoint[]>({ name: endpointFileName, empty: [], parse })
}

function parse(value: unknown): readonly Endpoint[] | undefined {
  return Array.isArray(value) ? value.flatMap((one) => parseEndpoint(one) ?? []) : undefined
}

function parseEndpoint(value: unknown): Endpoint | undefined {
  const endpoint = Object(value) as Endpoint
  const { id, url, secret, previous, description, createdAt, createdBy } = endpoint
  const isOurs =
    [id, url, secret, description, createdAt, createdBy].every((one) => typeof one === 'string') &&
    (previous === null || isEndingSecret(previous)) &&
    payloadFormats.includes(endpoint.format) &&
    typeof endpoint.enabled === 'boolean' &&
    (endpoint.disabledReason === null || typeof endpoint.disabledReason === 'string') &&
    (endpoint.events === null || Array.isArray(endpoint.events))
  return isOurs ? { ...endpoint, events: endpoint.events?.filter(isKnown) ?? null } : undefined
}

function isEndingSecret(value: unknown): boolean {
  const { secret, untilMs } = Object(value)
  return typeof secret === 'string' && Number.isFinite(untilMs)
}

/** An older program may not know everything that a receiver wants. */
function isKnown(type: WebhookEventType): boolean {
  return webhookEventNames.includes(type)
}
