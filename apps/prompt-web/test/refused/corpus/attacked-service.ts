import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { loadConfig } from '@promptbin/config'
import { createHealth } from '@promptbin/health'
import { createLogger } from '@promptbin/logging'
import { createMetrics } from '@promptbin/metrics'
import { createSqliteStore } from '@promptbin/prompt-store'
import { createApp } from '../../../src/app.ts'
import { createLibrary } from '../../../src/library/create-library.ts'
import { createLogins } from '../../../src/logins/create-logins.ts'

/**
 * prompt-web in a process of its own, which tells how long an attack held up its event loop. Who
 * attacks is another process, so that the making of payloads does not count.
 */

/** How often the loop is looked at. */
const resolutionMs = 2

const identity = { service: 'prompt-web', version: '0.0.0-test' }
const folder = mkdtempSync(join(tmpdir(), 'promptbin-attacked-'))
const log: string[] = []

/** The machine is busy with other tests: what is measured is the loop, not how long a question waits. */
const patient = { limit: 200, timeoutMs: 60_000 }

const store = await createSqliteStore({
  file: join(folder, 'promptbin.db'),
  readers: 1,
  readQueue: patient,
  writeQueue: patient,
})
const health = createHealth({ ...identity, checks: [], intervalMs: 60_000 })
const config = loadConfig({ environment: {}, workingDirectory: '/' })
const library = createLibrary({ store })
const app = await createApp({
  logger: createLogger({
    ...identity,
    level: 'error',
    destination: { write: (line) => void log.push(line) },
  }),
  metrics: createMetrics(identity),
  health,
  library,
  logins: createLogins({
    config,
    store,
    tokens: library,
    instanceKey: undefined,
    localKeyHash: undefined,
    onUsesLost: () => {},
  }),
  config,
  storeLoad: () => store.load(),
  // The machine is busy with other tests; how late the loop is, is measured here.
  maxLoopDelayMs: 0,
})
await health.start()
health.setState('ready')

const delay = monitorEventLoopDelay({ resolution: resolutionMs })
delay.enable()

/** Time of the processor that this thread has used, in ms. */
function usedMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

let lastUsedMs = usedMs()
let longestTurnMs = 0

function look(): void {
  const now = usedMs()
  longestTurnMs = Math.max(longestTurnMs, now - lastUsedMs)
  lastUsedMs = now
}
setInterval(look, resolutionMs)

process.on('message', (message) => {
  if (message === 'begin') {
    delay.reset()
    look()
    longestTurnMs = 0
    log.length = 0
  } else {
    look()
  }
  // How late the loop was also counts what other processes took of the machine; what this thread
  // worked between two looks does not. A loop that was held up shows in both.
  process.send?.({ delayMs: delay.max / 1e6, longestTurnMs, log })
})
process.on('disconnect', () => {
  rmSync(folder, { recursive: true, force: true })
  process.exit()
})
process.send?.({ url: await app.listen({ host: '127.0.0.1', port: 0 }) })
