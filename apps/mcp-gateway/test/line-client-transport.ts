import { once } from 'node:events'
import type { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import type { Transport } from '@modelcontextprotocol/client'
import { upgradedSocket } from './upgraded-socket.ts'

/** The client's side of an upgraded connection, as both generations of the SDK take it. */
export class LineClientTransport {
  onmessage?: (message: never) => void
  onclose?: () => void
  onerror?: (error: Error) => void
  readonly #socket: Socket

  constructor(socket: Socket) {
    this.#socket = socket
  }

  async start(): Promise<void> {
    const lines = createInterface({ input: this.#socket })
    lines.on('line', (line) => this.onmessage?.(JSON.parse(line) as never))
    this.#socket.once('close', () => this.onclose?.())
  }

  async send(message: unknown): Promise<void> {
    this.#socket.write(`${JSON.stringify(message)}\n`)
  }

  async close(): Promise<void> {
    this.#socket.end()
    if (!this.#socket.closed) await once(this.#socket, 'close')
  }
}

/** Opens one to a gateway. */
export async function lineTransport(gatewayUrl: string, profile?: string): Promise<Transport> {
  const socket = await upgradedSocket(gatewayUrl, profile)
  return new LineClientTransport(socket) as unknown as Transport
}
