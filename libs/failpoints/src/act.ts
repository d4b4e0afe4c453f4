import { constants } from 'node:os'
import type { FailpointAction } from './rule.ts'

/** Shells tell the end by a signal as a code above this. */
const signalBase = 128

/** Does what a rule says. Only `throw` and `delay` come back from it, the first by an exception. */
export function act(action: FailpointAction, name: string): void {
  switch (action.type) {
    case 'throw':
      throw failureOf(action.code, name)
    case 'delay':
      standStill(action.delayMs)
      break
    case 'exit':
      end(action.code)
      break
    case 'abort':
      kill(constants.signals.SIGABRT)
      break
    case 'partial-write':
      kill(constants.signals.SIGKILL)
      break
  }
}

/** An error as `node:sqlite` makes it of a result code, or `node:fs` of a code of the system. */
function failureOf(code: string, name: string): Error {
  const isResultCode = /^\d+$/.test(code)
  const told = isResultCode ? { code: 'ERR_SQLITE_ERROR', errcode: Number(code) } : { code }
  return Object.assign(new Error(`${code}: asked for at the failpoint ${name}`), told)
}

/** In a thread `process.exit` would end that thread alone; a signal takes the whole process. */
function end(code: number): void {
  if (code > signalBase) kill(code - signalBase)
  else process.exit(code)
}

function kill(signal: number): void {
  process.kill(process.pid, signal)
  // Nothing more may happen here until the signal has come.
  standStill(Number.POSITIVE_INFINITY)
}

function standStill(delayMs: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, delayMs)
}
