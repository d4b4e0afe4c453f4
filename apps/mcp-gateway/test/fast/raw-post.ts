import { Agent, request } from 'node:http'

/** A request as it goes over the wire. */
export interface RawRequest {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** All of an answer that a client can see, but for what is never the same twice. */
export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

/** The date, the request's own ids, and how the same bytes are cut into pieces. */
const unequal = new Set([
  'date',
  'x-request-id',
  'traceresponse',
  'content-length',
  'transfer-encoding',
  'keep-alive',
])

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Sends a request as it is; ids that the gateway draws by lot are all told alike. */
export function rawPost(url: string, { path, headers, body }: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = { ...headers, 'content-length': String(body.length) }
    const options = { agent, method: 'POST', headers: sent }
    const outgoing = request(new URL(path, url), options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const told = Object.entries(response.headers).filter(([name]) => !unequal.has(name))
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(told.sort()),
          text: Buffer.concat(chunks).toString().replaceAll(uuid, 'drawn-by-lot'),
        })
      })
    })
    outgoing.on('error', reject).end(body)
  })
}
