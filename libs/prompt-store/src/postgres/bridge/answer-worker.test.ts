import { once } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { answerWorker } from './answer-worker.ts'
import type { StatementReply, WorkerEnd } from './statement-message.ts'

/** Comes back when a thread that waits was woken, although nothing was answered. */
async function wakeForNothing({ signal }: WorkerEnd): Promise<void> {
  while (Atomics.notify(new Int32Array(signal), 0) === 0) await nextTurn()
}

test('a worker that is woken too early goes on to wait for its reply', async () => {
  const asked: string[] = []
  const reply: StatementReply = { rows: [{ n: 1 }], changes: 0 }
  const companion = answerWorker({
    perform: async ({ text }) => {
      await wakeForNothing(companion.workerData as WorkerEnd)
      asked.push(text)
      return reply
    },
    close: () => {},
  })
  const script = new URL('../../../test/workers/asks-twice.ts', import.meta.url)
  const { workerData, transferList } = companion
  const worker = new Worker(script, { workerData, transferList: [...transferList] })
  await once(worker, 'exit')
  companion.end()
  expect(asked).toEqual(['first', JSON.stringify(reply)])
})
