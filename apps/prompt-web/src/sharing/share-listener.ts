import type { PromptBinError } from '@promptbin/errors'
import type { CheckResult } from '@promptbin/health'
import type { Logger } from '@promptbin/logging'
import { type BorrowedSocket, listenOnAddress } from '@promptbin/service'
import type { FastifyInstance } from 'fastify'
import { baseOf, type ShareAddress } from './share-address.ts'

/** What a `ShareListener` is made from. */
export interface ShareListenerOptions {
  readonly createApp: () => Promise<FastifyInstance>
  readonly logger: Logger
  readonly host: string
  /** 0 takes any free one. */
  readonly port: number
  /** The address of links where they do not lead here directly; empty if they do. */
  readonly publicUrl: string
  /** Whether a port that is taken is replaced by the next one; otherwise it is tried again. */
  readonly takesNextPort: boolean
  /** The supervisor's, who decides about other ports; without one the port is bound here. */
  readonly socket?: BorrowedSocket | undefined
  /** How long to wait before a port that is taken is tried again. */
  readonly retryMs?: number
}

/** A process that is being replaced gives its port free within its drain. */
const defaultRetryMs = 2_000

/** So many more ports are tried, one after the other. */
const portsTried = 20
const maxPort = 65_535

/** How long requests that are under way at the end may still take. */
const patienceMs = 3_000

/** The door for links. It is shut until somebody shares something, and then open until `close`. */
export class ShareListener {
  readonly #options: ShareListenerOptions
  #opening: Promise<void> | undefined
  #app: FastifyInstance | undefined
  /** Set while it listens. */
  #port: number | undefined
  #problem: PromptBinError | undefined
  #retry: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(options: ShareListenerOptions) {
    this.#options = options
    options.socket?.onUsed(() => void this.open())
  }

  /** Opens the door unless it is open, and says where links lead to, also if it cannot be opened. */
  async open(): Promise<ShareAddress> {
    if (this.#port === undefined && !this.#isClosed) {
      this.#opening ??= this.#listen().finally(() => {
        this.#opening = undefined
      })
      await this.#opening
    }
    const { host, port, publicUrl } = this.#options
    return {
      base: publicUrl === '' ? baseOf(host, this.#port ?? port) : publicUrl,
      problem: this.#problem === undefined ? null : tell(this.#problem),
    }
  }

  /** For health: whether links open that should. */
  check(): CheckResult {
    if (this.#problem !== undefined) return { status: 'warn', output: tell(this.#problem) }
    return { observedValue: this.#port === undefined ? 'not in use' : 'open' }
  }

  /** Takes no more requests, and settles when those under way are answered. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#retry)
    await this.#opening?.catch(() => {})
    const app = this.#app
    if (app === undefined) return
    const cut = setTimeout(() => app.server.closeAllConnections(), patienceMs)
    await app.close()
    clearTimeout(cut)
  }

  async #listen(): Promise<void> {
    const { createApp, logger, host, port } = this.#options
    this.#app ??= await createApp()
    await this.#app.ready()
    try {
      this.#port = await this.#takePort(this.#app)
    } catch (error) {
      this.#fail(error as PromptBinError)
      return
    }
    this.#problem = undefined
    const isOther = port !== 0 && this.#port !== port
    logger.info(
      {
        event: 'share.listening',
        url: baseOf(host, this.#port),
        ...(isOther && { taken: port }),
      },
      isOther ? 'links open here, as the configured port is taken' : 'links open here',
    )
  }

  async #takePort({ server }: FastifyInstance): Promise<number> {
    const { host, port, takesNextPort, socket } = this.#options
    if (socket) return portOf(await socket.listen(server, { host, port }))
    const last = takesNextPort && port !== 0 ? Math.min(port + portsTried, maxPort) : port
    for (let next = port; ; next += 1) {
      try {
        return portOf(await listenOnAddress(server, { host, port: next }))
      } catch (error) {
        const isTaken = (error as PromptBinError).code === 'PB_PORT_TAKEN'
        if (!isTaken || next >= last) throw error
      }
    }
  }

  /** Told once, not at every attempt. */
  #fail(error: PromptBinError): void {
    const { logger, retryMs = defaultRetryMs } = this.#options
    if (this.#problem?.code !== error.code) {
      logger.warn({ event: 'share.not_listening', err: error }, 'links do not open')
    }
    this.#problem = error
    clearTimeout(this.#retry)
    if (!this.#isClosed) this.#retry = setTimeout(() => void this.open(), retryMs).unref()
  }
}

const portOf = (url: string) => Number(new URL(url).port)

function tell({ message, hint }: PromptBinError): string {
  return `Links do not open yet. ${message} ${hint} Whoever runs PromptBin can do that.`
}
