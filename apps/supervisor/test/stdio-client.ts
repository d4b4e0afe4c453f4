import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Started } from './command.ts'

interface Answer {
  readonly id: number
  readonly result?: Readonly<Record<string, unknown>>
  readonly error?: { readonly code: number; readonly data?: { readonly code: string } }
}

/** An AI client of the older era on the other side of `promptbin mcp`. */
export class StdioClient {
  readonly command: Started
  /** Every line of stdout must be a message; what is not stands here. */
  readonly noise: string[] = []
  readonly answers: Answer[] = []
  readonly #waiting = new Map<number, (answer: Answer) => void>()
  #lastId = 0

  constructor(command: Started) {
    this.command = command
    createInterface({ input: command.process.stdout }).on('line', (line) => this.#read(line))
  }

  /** Makes the handshake; returns the pid of the gateway that answered. */
  async connect(): Promise<unknown> {
    const { result } = await this.ask('initialize', { protocolVersion: '2025-11-25' })
    this.#write({ method: 'notifications/initialized' })
    await this.ask('tools/list')
    return result?.['pid']
  }

  ask(method: string, params: object = {}): Promise<Answer> {
    this.#lastId += 1
    const id = this.#lastId
    const { promise, resolve } = Promise.withResolvers<Answer>()
    this.#waiting.set(id, resolve)
    this.#write({ id, method, params })
    return promise
  }

  call(name: string): Promise<Answer> {
    return this.ask('tools/call', { name })
  }

  /** Closes stdin, as a client does that has finished; returns the exit code. */
  async close(): Promise<number | null> {
    const closed = once(this.command.process, 'close')
    this.command.process.stdin.end()
    return (await closed)[0]
  }

  #write(message: object): void {
    this.command.process.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  }

  #read(line: string): void {
    const message = parse(line)
    if (message?.['jsonrpc'] !== '2.0') {
      this.noise.push(line)
      return
    }
    const answer = message as unknown as Answer
    this.answers.push(answer)
    this.#waiting.get(answer.id)?.(answer)
  }
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
