import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { loadConfig } from '@promptbin/config'
import type { FastifyInstance } from 'fastify'
import { runTinyService } from './tiny-service.ts'

// While this file is there, no process comes up.
if (existsSync(join(loadConfig().dataDir, 'broken'))) {
  process.stderr.write('PB_TEST_BROKEN: The update is broken.\n')
  process.exit(1)
}

const eaten: Buffer[] = []
/** Long enough for two health checks, on a busy machine too. */
const forAWhileMs = 8000

function spin(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

/** At once, rather than when the engine finds time for it. */
function giveBack(): void {
  eaten.length = 0
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}

/** What this gateway does to itself when it is asked to. */
const faults: Readonly<Record<string, (app: FastifyInstance) => void>> = {
  exits: () => process.exit(3),
  throws: () => {
    throw new Error('A defect that nobody catches.')
  },
  crashes: () => process.kill(process.pid, 'SIGSEGV'),
  hangs: () => spin(Number.POSITIVE_INFINITY),
  'goes deaf': ({ server }) => void server.close(),
  'falls silent': () => {
    process.send = () => true
  },
  'loses its channel': () => process.disconnect(),
  'uses much memory': () => {
    // With what such a process has anyway, near 256 MB: more than a quarter above would end it.
    eaten.push(Buffer.alloc(150e6, 1))
    setTimeout(giveBack, forAWhileMs)
  },
  'uses too much memory': () => void eaten.push(Buffer.alloc(500e6, 1)),
  'is late': () => {
    const lateness = setInterval(spin, 300, 250)
    setTimeout(() => clearInterval(lateness), forAWhileMs)
  },
}

const options = { maxLoopDelayMs: 100, processLimits: { memoryBytes: 256e6 } }

await runTinyService(
  'mcp-gateway',
  (app) => {
    app.post<{ Params: { fault: string } }>('/faults/:fault', async ({ params }, reply) => {
      setImmediate(() => setImmediate(() => faults[params.fault]?.(app)))
      return reply.code(faults[params.fault] ? 202 : 404).send({})
    })
  },
  options,
)
