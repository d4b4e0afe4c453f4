import { parentPort, workerData } from 'node:worker_threads'
import { storeFailed } from '../../src/store-errors.ts'
import { serveJobs } from '../../src/threads/serve-jobs.ts'

/** Shared with the test: how many workers may still open, and whether those that wait may go on. */
export interface Gate {
  readonly openings: Int32Array<SharedArrayBuffer>
  readonly released: Int32Array<SharedArrayBuffer>
}

const { openings, released }: Gate = workerData

/** What the worker does when it is told to. */
export const operations = {
  echo: (_: unknown, value: unknown) => value,
  fail: () => {
    throw new Error('It was told to fail.')
  },
  die: () => process.exit(1),
  wait: () => Atomics.wait(released, 0, 0),
}

if (parentPort !== null) {
  serveJobs<unknown>({
    port: parentPort,
    operations,
    open: () => {
      if (Atomics.sub(openings, 0, 1) <= 0) throw new Error('No more workers may open.')
    },
    close: () => {},
    describe: (cause) => storeFailed.with({ cause }),
  })
}
