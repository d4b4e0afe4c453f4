import { receiveMessageOnPort } from 'node:worker_threads'
import type { StatementReply, StatementRequest, WorkerEnd } from './statement-message.ts'

/**
 * Has the main thread do something, and holds this thread still until it is done: so what a library
 * does can be written without a word about waiting, as over SQLite.
 */
export function askMainThread(
  { port, signal }: WorkerEnd,
  request: StatementRequest,
): StatementReply {
  const isAnswered = new Int32Array(signal)
  Atomics.store(isAnswered, 0, 0)
  port.postMessage(request)
  // The number is stored before whoever waits is woken: what wakes may still be meant for the reply before.
  while (Atomics.load(isAnswered, 0) === 0) Atomics.wait(isAnswered, 0, 0)
  // The reply is sent before the signal is given, so it is there.
  return receiveMessageOnPort(port)?.message as StatementReply
}
