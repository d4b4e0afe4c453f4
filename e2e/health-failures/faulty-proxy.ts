import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** What a proxy does to those who ask; `feed` only does it to streams of events. */
export type Fault = 'none' | 'error' | 'silence' | 'feed'

/** Stands between two services, and spoils what they have to say to each other. */
export class FaultyProxy {
  readonly #server = createServer((asked, answer) => this.#pass(asked, answer))
  readonly #sockets = new Set<Socket>()
  readonly #target: URL
  #fault: Fault = 'none'

  constructor(targetUrl: string) {
    this.#target = new URL(targetUrl)
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket.once('close', () => this.#sockets.delete(socket)))
    })
  }

  /** Settles with its address. */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** From now on; what is open ends. */
  set fault(fault: Fault) {
    this.#fault = fault
    for (const socket of this.#sockets) socket.destroy()
  }

  close(): void {
    this.#server.close()
    this.fault = 'none'
  }

  #pass(asked: IncomingMessage, answer: ServerResponse): void {
    const isFeed = asked.url?.startsWith('/api/v1/events') ?? false
    if (this.#fault === 'silence') return
    if (this.#fault === 'error' || (this.#fault === 'feed' && isFeed)) {
      asked.resume()
      answer.writeHead(500).end()
      return
    }
    const { method, headers, url: path } = asked
    const { hostname, port } = this.#target
    const passedOn = request({ hostname, port, method, headers, path }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers)
      answered.pipe(answer)
    })
    for (const end of [passedOn, answer]) end.on('error', () => answer.destroy())
    answer.on('close', () => passedOn.destroy())
    asked.pipe(passedOn)
  }
}
