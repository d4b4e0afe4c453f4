import { MessageChannel } from 'node:worker_threads'
import type { ThreadCompanion } from '../../threads/worker-thread.ts'
import type { StatementReply, StatementRequest, WorkerEnd } from './statement-message.ts'

/** Whoever does what a worker asks for; `perform` never rejects. */
export interface Performer {
  perform(request: StatementRequest): Promise<StatementReply>
  close(): void
}

/** The end on this thread of what a worker asks over: it waits, so there is one request at a time. */
export function answerWorker(performer: Performer): ThreadCompanion {
  const { port1, port2 } = new MessageChannel()
  const signal = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  const isAnswered = new Int32Array(signal)
  port1.on('message', async (request: StatementRequest) => {
    port1.postMessage(await performer.perform(request))
    Atomics.store(isAnswered, 0, 1)
    Atomics.notify(isAnswered, 0)
  })
  // The worker itself keeps the process alive as long as it is needed.
  port1.unref()
  const workerEnd: WorkerEnd = { port: port2, signal }
  return {
    workerData: workerEnd,
    transferList: [port2],
    end: () => {
      port1.close()
      performer.close()
    },
  }
}
