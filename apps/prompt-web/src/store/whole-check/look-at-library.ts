import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { CheckLibraryOptions, IntegrityReport } from '@promptbin/prompt-store/integrity'

/** In development the source runs as it is; a bundle has the program beside it. */
const program = import.meta.url.endsWith('.ts') ? './main.ts' : './library-check.js'

/**
 * Has a process of its own look at a whole library, while it is used. Gets none of our environment, as
 * nothing in it is meant for it. Rejects when it ends without a word, and when the signal ends it.
 */
export async function lookAtLibrary(
  options: CheckLibraryOptions,
  signal: AbortSignal,
): Promise<IntegrityReport> {
  const child = fork(fileURLToPath(new URL(program, import.meta.url)), [], {
    env: {},
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    killSignal: 'SIGKILL',
    signal,
  })
  const { promise, resolve, reject } = Promise.withResolvers<IntegrityReport>()
  child.on('message', (report) => resolve(report as IntegrityReport))
  child.once('error', reject)
  child.once('exit', (code, killer) => reject(new Error(`it ended with ${killer ?? code}`)))
  child.send(options, () => {})
  return promise
}
