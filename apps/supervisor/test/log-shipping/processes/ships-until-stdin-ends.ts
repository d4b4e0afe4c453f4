import { once } from 'node:events'
import { loadConfig } from '@promptbin/config'
import { createLogger } from '@promptbin/logging'
import { LogStream } from '../../../src/log/log-stream.ts'
import { startLogShipping } from '../../../src/log-shipping/log-shipping.ts'

// Sends one line to the sinks that the configuration names, says what it logs itself, and when its
// input ends what became of the line.
const stream = new LogStream({ lastSeq: 0 })
const shipping = startLogShipping({
  sinks: loadConfig({ workingDirectory: '/' }).logging.ship,
  stream,
  logger: createLogger({
    service: 'supervisor',
    version: '0',
    level: 'info',
    destination: process.stdout,
  }),
  timing: { lingerMs: 1, firstPauseMs: 200 },
})
const [level, time, service] = ['info', new Date().toISOString(), 'prompt-web'] as const
const json = JSON.stringify({ level, time, service, pid: 4711, msg: 'over TLS' })
stream.publish({ level, time, service, worker: 0, json })
await once(process.stdin.resume(), 'end')
await shipping.close(0)
process.stdout.write(`${JSON.stringify({ figures: shipping.figures })}\n`)
