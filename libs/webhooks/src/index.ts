export { type AllowedNetworks, judgeAddress } from './address/judge-address.ts'
export { readEndpointUrl } from './address/read-endpoint-url.ts'
export type { Lookup } from './address/resolve-once.ts'
export {
  type AttemptOutcome,
  afterAttempt,
  beginDelivery,
  type DeliveryProgress,
  type DeliveryState,
  isDue,
} from './delivery/delivery-progress.ts'
export { type PostAnswer, type PostOptions, postMessage } from './delivery/post-message.ts'
export { readRetryAfter } from './delivery/retry-after.ts'
export {
  longestDelayMs,
  longestLifeMs,
  retryDelaysMs,
  retryJitter,
} from './delivery/retry-delays.ts'
export { webhookAddressRefused, webhookUnreachable, webhookUrlInvalid } from './errors.ts'
export {
  formatPayload,
  mostPayloadBytes,
  type PayloadFormat,
  payloadFormats,
} from './payload/format-payload.ts'
export type { EventValue, WebhookEvent } from './payload/webhook-event.ts'
export { makeSecret } from './signing/secret.ts'
export { type SignedMessage, signMessage } from './signing/sign-message.ts'
