import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { createInterface } from 'node:readline'

export interface ReadLine {
  readonly seq: number
  readonly time: string
  readonly level: string
  readonly service: string
  readonly worker?: number
  readonly pid: number
  readonly msg: string
  readonly [name: string]: unknown
}

/** A client of `GET /api/v1/logs/stream`. */
export class LogReader {
  readonly response: IncomingMessage
  readonly seen: ReadLine[] = []
  readonly #lines: AsyncGenerator<ReadLine>

  private constructor(response: IncomingMessage) {
    this.response = response
    this.#lines = linesIn(response)
  }

  /** Follows from `after` on, or from now on. */
  static async open(url: string, { after, query = '' }: { after?: number; query?: string } = {}) {
    const headers = after === undefined ? {} : { 'last-event-id': String(after) }
    const request = get(new URL(`/api/v1/logs/stream${query}`, url), { headers, agent: false })
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    request.on('error', () => {})
    return new LogReader(response)
  }

  /** The next line for which the test holds. Throws when the stream ends before. */
  async next(isMeant: (line: ReadLine) => boolean): Promise<ReadLine> {
    for (;;) {
      const { value, done } = await this.#lines.next()
      if (done) throw new Error('The stream ended before the line that is waited for.')
      this.seen.push(value)
      if (isMeant(value)) return value
    }
  }

  close(): void {
    this.response.destroy()
  }
}

async function* linesIn(response: IncomingMessage): AsyncGenerator<ReadLine> {
  let id = ''
  try {
    for await (const text of createInterface({ input: response })) {
      if (text.startsWith('id: ')) id = text.slice('id: '.length)
      if (!text.startsWith('data: ')) continue
      const line = JSON.parse(text.slice('data: '.length)) as ReadLine
      if (id !== String(line.seq)) throw new Error(`odd id ${id}: ${text}`)
      yield line
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error
  }
}
