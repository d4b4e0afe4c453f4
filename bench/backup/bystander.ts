import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { watchedEnvironment } from './loop-figures.ts'

/** A process whose event loop is late only when the machine is. */
export interface Bystander {
  readonly pid: number
  stop(): void
}

const program = fileURLToPath(new URL('./do-nothing.js', import.meta.url))

/** Starts one; its ticks are asked for as those of any watched process. */
export async function startBystander(file: string): Promise<Bystander> {
  const child = spawn(process.execPath, [program], {
    env: watchedEnvironment('do-nothing.js', file),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  if (child.pid === undefined) throw new Error('The bystander did not start.')
  return { pid: child.pid, stop: () => void child.kill() }
}
