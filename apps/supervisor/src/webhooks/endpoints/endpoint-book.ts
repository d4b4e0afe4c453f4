import { randomBytes } from 'node:crypto'
import {
  type AllowedNetworks,
  makeSecret,
  type PayloadFormat,
  readEndpointUrl,
} from '@promptbin/webhooks'
import type { WebhookEventType } from '@promptbin/webhooks/event-types'
import type { StateFile } from '../../state/state-file.ts'
import { webhookNotFound, webhooksTooMany } from '../errors.ts'
import type { Endpoint } from './endpoint.ts'
import type { Seals } from './seals.ts'

/** What somebody may say of a receiver. */
export interface EndpointWish {
  readonly url?: string | undefined
  readonly description?: string | undefined
  readonly events?: readonly WebhookEventType[] | undefined
  readonly format?: PayloadFormat | undefined
  readonly enabled?: boolean | undefined
}

/** A receiver whose secret is known just now. */
export interface WithSecret {
  readonly endpoint: Endpoint
  readonly secret: string
}

/** Where a message goes, and by what it is signed. */
export interface Destination {
  readonly url: string
  /** Those that are in force, the newest first. */
  readonly secrets: readonly string[]
}

export interface EndpointBookOptions {
  readonly file: StateFile<readonly Endpoint[]>
  readonly seals: Seals
  /** The networks that are not public and may be reached all the same, as they are now. */
  readonly allowed: () => AllowedNetworks
  /** Called after each change, before it is on the disk. */
  readonly onChange: () => void
}

/** More would hold up each other. */
export const mostEndpoints = 20

/** Who is told of what. Each change settles when it is on the disk. */
export class EndpointBook {
  readonly #options: EndpointBookOptions

  constructor(options: EndpointBookOptions) {
    this.#options = options
  }

  /** In the order in which they were made. */
  get all(): readonly Endpoint[] {
    return this.#options.file.value
  }

  /** Throws `PB_WEBHOOK_NOT_FOUND`. */
  get(id: string): Endpoint {
    const endpoint = this.find(id)
    if (!endpoint) throw webhookNotFound(id)
    return endpoint
  }

  find(id: string): Endpoint | undefined {
    return this.all.find((endpoint) => endpoint.id === id)
  }

  /** Throws `PB_WEBHOOKS_TOO_MANY`, `PB_WEBHOOK_URL_INVALID` and `PB_WEBHOOK_ADDRESS_REFUSED`. */
  async create(wish: EndpointWish & { readonly url: string }, by: string): Promise<WithSecret> {
    const { seals, allowed } = this.#options
    if (this.all.length >= mostEndpoints) throw webhooksTooMany(mostEndpoints)
    const url = readEndpointUrl(wish.url, allowed()).href
    const id = `wh_${randomBytes(6).toString('hex')}`
    const secret = makeSecret()
    const endpoint: Endpoint = {
      id,
      url: seals.seal(url, id),
      secret: seals.seal(secret, id),
      previous: null,
      description: wish.description ?? '',
      events: listed(wish.events),
      format: wish.format ?? 'standard',
      enabled: wish.enabled ?? true,
      disabledReason: null,
      createdAt: new Date().toISOString(),
      createdBy: by,
    }
    await this.#become([...this.all, endpoint])
    return { endpoint, secret }
  }

  /** Throws `PB_WEBHOOK_NOT_FOUND`, and what `create` throws of the address. */
  async update(id: string, wish: EndpointWish): Promise<Endpoint> {
    const { seals, allowed } = this.#options
    const { url, description, events, format, enabled } = wish
    return this.#replace(this.get(id), {
      ...(url !== undefined && { url: seals.seal(readEndpointUrl(url, allowed()).href, id) }),
      ...(description !== undefined && { description }),
      ...(events !== undefined && { events: listed(events) }),
      ...(format !== undefined && { format }),
      ...(enabled !== undefined && { enabled, disabledReason: null }),
    })
  }

  /** The one until now stays good for a while. Throws `PB_WEBHOOK_NOT_FOUND`. */
  async rotate(id: string, graceMs: number): Promise<WithSecret> {
    const endpoint = this.get(id)
    const secret = makeSecret()
    const previous = { secret: endpoint.secret, untilMs: Date.now() + graceMs }
    const rotated = { secret: this.#options.seals.seal(secret, id), previous }
    return { endpoint: await this.#replace(endpoint, rotated), secret }
  }

  /** Switches one off that wants nothing any more, or that nothing can be sent to. */
  async disable(id: string, disabledReason: string): Promise<void> {
    await this.#replace(this.get(id), { enabled: false, disabledReason })
  }

  /** Throws `PB_WEBHOOK_NOT_FOUND`. */
  async remove(id: string): Promise<void> {
    const gone = this.get(id)
    await this.#become(this.all.filter((endpoint) => endpoint !== gone))
  }

  /** Undefined when it cannot be read: the key is another one, or the file is damaged. */
  destinationOf(endpoint: Endpoint): Destination | undefined {
    const { seals } = this.#options
    const { id, url, secret, previous } = endpoint
    const isPreviousGood = this.previousSecretUntilMs(endpoint) !== null
    const secrets = [secret, ...(previous && isPreviousGood ? [previous.secret] : [])].flatMap(
      (sealed) => seals.open(sealed, id) ?? [],
    )
    const address = seals.open(url, id)
    return address === undefined || secrets.length === 0 ? undefined : { url: address, secrets }
  }

  /** Until when messages are also signed with the secret from before; null when they are not. */
  previousSecretUntilMs({ previous }: Endpoint): number | null {
    return previous !== null && previous.untilMs > Date.now() ? previous.untilMs : null
  }

  async #replace(endpoint: Endpoint, change: Partial<Endpoint>): Promise<Endpoint> {
    const changed = { ...endpoint, ...change }
    await this.#become(this.all.map((one) => (one === endpoint ? changed : one)))
    return changed
  }

  async #become(endpoints: readonly Endpoint[]): Promise<void> {
    const { file, onChange } = this.#options
    file.write(endpoints)
    onChange()
    await file.flush()
  }
}

/** An empty list is what a form gives where nobody has chosen. */
function listed(events: EndpointWish['events']): Endpoint['events'] {
  return events === undefined || events.length === 0 ? null : events
}
