import { EventEmitter, on } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'

/** A message as a receiver knows it when it has verified it. */
export interface Message {
  /** The same for every attempt. */
  readonly id: string
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
}

/** Receives messages as others would: with the library of the standard. */
export class Receiver {
  readonly #told = new EventEmitter()
  readonly #all: Message[] = []
  readonly #server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString()
    const headers = request.headers as Record<string, string>
    const event = new Webhook(this.secret).verify(body, headers) as Omit<Message, 'id'>
    this.#all.push({ ...event, id: String(headers['webhook-id']) })
    this.#told.emit('message')
    if (this.answers) response.writeHead(204).end()
  })
  /** By which messages are verified. */
  secret = ''
  /** Whether it answers, or leaves whoever sends waiting. */
  answers = true

  /** Settles with the address at which it listens. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Everything that has arrived of a type. */
  of(type: string): readonly Message[] {
    return this.#all.filter((message) => message.type === type)
  }

  /** Settles when what has arrived of a type is as it should be. */
  async until(
    type: string,
    isSo: (messages: readonly Message[]) => boolean,
  ): Promise<readonly Message[]> {
    const messages = on(this.#told, 'message')
    while (!isSo(this.of(type))) await messages.next()
    return this.of(type)
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}
