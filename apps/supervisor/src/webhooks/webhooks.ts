import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { StateFolder } from '../state/state-folder.ts'
import { noCounts, type WebhookFigures } from './webhook-figures.ts'
import type { WebhookManager, WebhookManagerOptions } from './webhook-manager.ts'

export type WebhooksOptions = Omit<WebhookManagerOptions, 'counts' | 'folder'> & {
  readonly folder: Pick<StateFolder, 'open' | 'path'>
}

/**
 * The way to the receivers of an instance. The code for them is loaded when there are some, or
 * somebody asks: most instances tell nobody.
 */
export class Webhooks {
  readonly #options: WebhooksOptions
  readonly #counts = noCounts()
  #opening: Promise<WebhookManager> | undefined
  #manager: WebhookManager | undefined
  #isClosed = false

  constructor(options: WebhooksOptions) {
    this.#options = options
  }

  /** Settles when receivers are told, if there are any. */
  async start(): Promise<void> {
    if (existsSync(join(this.#options.folder.path, `${fileName}.json`))) await this.open()
  }

  /** Everything about receivers. */
  open(): Promise<WebhookManager> {
    this.#opening ??= this.#open()
    return this.#opening
  }

  /** Settles when nothing is sent any more. */
  async close(): Promise<void> {
    this.#isClosed = true
    await (await this.#opening)?.stop()
  }

  /** How it stands; costs nothing while nobody is told. */
  get figures(): WebhookFigures {
    const endpoints = this.#manager?.book.all ?? []
    const enabled = endpoints.filter((one) => one.enabled)
    return {
      counts: this.#counts,
      waiting: endpoints.reduce((sum, { id }) => sum + this.#countWaiting(id), 0),
      endpoints: endpoints.length,
      failing: enabled.flatMap(({ id }) => (this.#manager?.isFailing(id) ? id : [])),
      breaker: this.#manager?.breakerState ?? 'closed',
      disabled: endpoints.flatMap(({ id, disabledReason: why }) =>
        why === null ? [] : { id, why },
      ),
    }
  }

  #countWaiting(endpoint: string): number {
    return this.#manager?.outbox.count(endpoint, 'waiting') ?? 0
  }

  async #open(): Promise<WebhookManager> {
    const { WebhookManager } = await import('./webhook-manager.ts')
    const manager = new WebhookManager({ ...this.#options, counts: this.#counts })
    this.#manager = manager
    if (!this.#isClosed) manager.start()
    return manager
  }
}

/** See `endpointFileName`, which is not loaded for this. */
const fileName = 'webhooks'
