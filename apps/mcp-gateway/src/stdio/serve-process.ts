import { type ServeLinesOptions, serveLines } from './serve-lines.ts'

export interface ServeProcessOptions extends Omit<ServeLinesOptions, 'input' | 'output'> {
  /** Closes what the servers stand on. */
  close(): Promise<void>
}

/**
 * Serves the AI client that started this process, over its standard streams; nothing else may be
 * written to standard output. Settles when the client has ended its side, or on SIGTERM or SIGINT,
 * once everything that it asked is answered.
 */
export async function serveProcess({ close, ...options }: ServeProcessOptions): Promise<void> {
  const connection = serveLines({ ...options, input: process.stdin, output: process.stdout })
  const finish = () => void connection.finish()
  // A second signal ends the process at once.
  process.once('SIGTERM', finish).once('SIGINT', finish)
  options.logger.info({ event: 'service.ready' }, 'serving MCP on the standard streams')
  await connection.closed
  await close()
  options.logger.info({ event: 'service.stopped' }, 'service has stopped')
}
