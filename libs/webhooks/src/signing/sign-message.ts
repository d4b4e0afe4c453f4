import { createHmac } from 'node:crypto'
import { secretKey } from './secret.ts'

/** A message as it is sent once. */
export interface SignedMessage {
  /** The same for every attempt, so that a receiver knows what it has already. */
  readonly id: string
  /** When it is sent, in ms since 1970; receivers refuse what is older than some minutes. */
  readonly sentAtMs: number
  readonly body: string
  /** The secrets in force, the newest first: two while one takes the place of the other. */
  readonly secrets: readonly string[]
}

/** The headers by which a receiver knows from whom a message is (Standard Webhooks 1.0). */
export function signMessage({
  id,
  sentAtMs,
  body,
  secrets,
}: SignedMessage): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(sentAtMs / 1000))
  const signatures = secrets.map((secret) => {
    const hmac = createHmac('sha256', secretKey(secret)).update(`${id}.${timestamp}.${body}`)
    return `v1,${hmac.digest('base64')}`
  })
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  }
}
