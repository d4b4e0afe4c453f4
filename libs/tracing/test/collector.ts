import { EventEmitter, once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { type CollectedSpan, readSpans } from './otlp-spans.ts'

/** An OpenTelemetry collector that keeps what it gets, for tests. */
export interface Collector {
  /** For `tracing.endpoint`. */
  readonly url: string
  readonly spans: readonly CollectedSpan[]
  /** Of every export, spans or not. */
  readonly exports: readonly { readonly path: string; readonly headers: IncomingHttpHeaders }[]
  /** How many connections there were. */
  readonly connections: number
  /** Waits until what was collected satisfies; gives what that returned. */
  until<Found>(find: (spans: readonly CollectedSpan[]) => Found | undefined): Promise<Found>
  close(): Promise<void>
}

export interface CollectorOptions {
  /** A port that was free before; any free one unless told. */
  readonly port?: number
  /** Answers an export in another way than with success; the spans are not kept then. */
  readonly misbehave?: (response: ServerResponse) => void
}

/** Starts a collector on this machine, for OTLP/HTTP with Protocol Buffers. */
export async function startCollector(options: CollectorOptions = {}): Promise<Collector> {
  const { port = 0, misbehave } = options
  const spans: CollectedSpan[] = []
  const exports: { path: string; headers: IncomingHttpHeaders }[] = []
  const arrived = new EventEmitter()
  let connections = 0

  const server = createServer(async (request, response) => {
    const { url: path = '', headers } = request
    const body = await buffer(request)
    exports.push({ path, headers })
    if (misbehave) misbehave(response)
    else {
      const isPacked = headers['content-encoding'] === 'gzip'
      spans.push(...readSpans(isPacked ? gunzipSync(body) : body))
      // An empty `ExportTraceServiceResponse`: all were taken.
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end()
    }
    arrived.emit('export')
  })
  server.on('connection', () => {
    connections += 1
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    exports,
    get connections() {
      return connections
    },
    until: async (find) => {
      for (;;) {
        const found = find(spans)
        if (found !== undefined) return found
        await once(arrived, 'export')
      }
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
