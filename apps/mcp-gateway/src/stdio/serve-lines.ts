import type { Readable, Writable } from 'node:stream'
import type { McpServerFactory } from '@modelcontextprotocol/server'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import type { Logger } from '@promptbin/logging'
import { LineTransport } from './line-transport.ts'

export interface ServeLinesOptions {
  readonly input: Readable
  readonly output: Writable
  readonly factory: McpServerFactory
  readonly logger: Logger
  readonly maxMessageBytes: number
  /** How long requests that are under way may still take when the client has ended its side. */
  readonly finishTimeoutMs: number
}

/** Serves one AI client over two streams, in the era of the protocol that it opens with. */
export function serveLines({ factory, logger, ...streams }: ServeLinesOptions): LineTransport {
  const transport = new LineTransport(streams)
  serveStdio(factory, {
    transport,
    onerror: (error) => logger.debug({ event: 'mcp.refused', reason: error.message }, 'refused'),
  })
  return transport
}
