import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { roundsVariable } from './rounds.ts'

/**
 * `npm run failpoints [-- <rounds>]`: kills each process at each failpoint, so often; 20 times unless told.
 * Ends with 1 if anything was lost, doubled or half there, or did not come back by itself.
 */

const [, , rounds = '20'] = process.argv
const vitest = '../node_modules/vitest/vitest.mjs'
const files = ['migrations', 'kills', 'restores', 'receivers']
const tests = files.map((name) => `faults/failpoints/${name}.test.ts`)
// What takes long once takes long so often.
const timeout = `--testTimeout=${120_000 * Number(rounds)}`
const child = spawn(process.execPath, [vitest, 'run', '--maxWorkers=1', timeout, ...tests], {
  env: { ...process.env, [roundsVariable]: rounds },
  stdio: 'inherit',
})
const [code] = await once(child, 'exit')
process.exit(code ?? 1)
