import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** What metrics cost where they are made; the program stands beside what it measures. */
const program = fileURLToPath(new URL('../libs/metrics/test/observe-cost.ts', import.meta.url))

await once(spawn(process.execPath, [program], { stdio: 'inherit' }), 'exit')
