import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { loadConfig } from '@promptbin/config'
import { createLogger } from '@promptbin/logging'
import { LogStream } from '../../../src/log/log-stream.ts'
import { startLogShipping } from '../../../src/log-shipping/log-shipping.ts'

/** Ten minutes with 200 lines a second. */
const lines = 120_000
const atOnce = 200
const padding = 'x'.repeat(200)

const [kind = '', transport = ''] = process.argv.slice(2)
const megabytes = (bytes: number) => Math.round(bytes / 1e5) / 10
/** In bytes, when all that is not in use has been given back. */
function memory() {
  globalThis.gc?.()
  const { heapUsed, external, rss } = process.memoryUsage()
  return { held: heapUsed + external, rss }
}

/** A server that takes connections and never reads, or one that is not there. */
const server = createServer({ pauseOnConnect: true })
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = server.address() as AddressInfo
if (kind === 'dead') server.close()

const sink =
  transport === 'http'
    ? { type: 'loki', url: `http://127.0.0.1:${port}` }
    : { type: 'syslog', port, transport }
const stream = new LogStream({ lastSeq: 0 })
const silent = { write: () => {} }

async function publishAll(): Promise<void> {
  for (let n = 0; n < lines; n += 1) {
    const level = 'info'
    const time = new Date().toISOString()
    const json = JSON.stringify({ level, time, service: 'prompt-web', msg: `${n} ${padding}` })
    stream.publish({ level, time, service: 'prompt-web', worker: 0, json })
    if (n % atOnce === 0) await setImmediate()
  }
}

// The same without a sink: the code is there, and what the log stream itself holds.
await publishAll()
await publishAll()
const before = memory()
const shipping = startLogShipping({
  sinks: loadConfig({
    environment: { PROMPTBIN_LOGGING_SHIP: JSON.stringify([sink]) },
    workingDirectory: '/',
  }).logging.ship,
  stream,
  logger: createLogger({
    service: 'supervisor',
    version: '0',
    level: 'info',
    destination: silent,
  }),
  timing: { firstPauseMs: 50, longestPauseMs: 200, attemptMs: 500 },
})
await publishAll()
const after = memory()
const [waiting] = shipping.figures
await shipping.close(200)
const [ended] = shipping.figures
process.stdout.write(
  `${JSON.stringify({
    lines,
    heldMb: megabytes(after.held - before.held),
    rssMb: megabytes(after.rss - before.rss),
    queueMb: megabytes(waiting?.waitingBytes ?? 0),
    lost: ended?.lostLines,
  })}\n`,
)
process.exit()
