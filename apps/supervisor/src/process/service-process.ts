import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import {
  IPC_VERSION,
  parseServiceMessage,
  type ServiceMessage,
  type SupervisorMessage,
} from '@promptbin/ipc'
import { createLineSplitter } from '../line-splitter.ts'
import type { ListeningSocket } from '../sockets/listening-socket.ts'
import { onStopSignal } from './stop-signals.ts'

/** A stack trace fits; of a longer line only a mark is kept. */
const maxLineBytes = 256 * 1024

export type Variables = Readonly<Record<string, string | undefined>>

export type OutputStream = 'stdout' | 'stderr'

/** How a process ended, as Node tells it; both are null when it could not be started at all. */
export interface ProcessExit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export interface ServiceProcessOptions {
  readonly entry: string
  readonly variables: Variables
  readonly onMessage: (message: ServiceMessage) => void
  /** Nothing more is read until the promise settles, so a flood cannot fill our memory. */
  readonly onLine: (line: string, stream: OutputStream) => Promise<void>
  /** Called once. */
  readonly onExit: (exit: ProcessExit) => void
}

/** A running incarnation of a service. */
export interface ServiceProcess {
  /** Undefined when it could not be started. */
  readonly pid: number | undefined
  /** Lends the socket that the service asked for with `prepared`. */
  listen(socket: ListeningSocket): void
  /** Asks it to finish its requests within the time and to exit. */
  stop(timeoutMs: number): void
  /** Ends it at once. */
  kill(): void
}

/** Starts a service and opens the channel to it. This file alone forks, spawns and kills. */
export function startServiceProcess(options: ServiceProcessOptions): ServiceProcess {
  const child = fork(options.entry, [], {
    // Debugger and watch flags of this process are not meant for its children.
    execArgv: [],
    env: { ...options.variables },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  for (const stream of ['stdout', 'stderr'] as const) {
    void readLines(child[stream], (line) => options.onLine(line, stream))
  }
  child.on('message', (value) => {
    const message = parseServiceMessage(value)
    if (message) options.onMessage(message)
  })
  child.once('exit', (code, signal) => options.onExit({ code, signal }))
  child.on('error', () => {
    // Without a pid it never ran, so no exit follows.
    if (child.pid === undefined) options.onExit({ code: null, signal: null })
  })
  return {
    pid: child.pid,
    listen: ({ handle }) => send(child, { v: IPC_VERSION, type: 'listen' }, handle),
    stop: (timeoutMs) => send(child, { v: IPC_VERSION, type: 'stop', timeoutMs }),
    kill: () => void child.kill('SIGKILL'),
  }
}

/**
 * Runs a service alone, with this terminal as its own, until it ends. Signals are passed on.
 * Returns its exit code; after a signal 128 and its number, as shells count.
 */
export async function runInForeground(entry: string, variables: Variables): Promise<number> {
  const child = spawn(process.execPath, [entry], {
    // Its own process group, or Ctrl-C would reach it twice and count as impatience.
    detached: true,
    env: { ...variables },
    stdio: 'inherit',
  })
  const forget = onStopSignal((_count, signal) => void child.kill(signal))
  const [code] = await once(child, 'exit')
  forget()
  return typeof code === 'number' ? code : killedBySignal
}

/** 128 + SIGKILL: a service ends by a signal only when somebody is that determined. */
const killedBySignal = 137

function send(child: ChildProcess, message: SupervisorMessage, handle?: object): void {
  // A channel that is gone shows itself by the exit, and a callback keeps it from being thrown.
  child.send(message, handle as Parameters<ChildProcess['send']>[1], () => {})
}

async function readLines(
  stream: Readable | null,
  onLine: (line: string) => Promise<void>,
): Promise<void> {
  const split = createLineSplitter({ maxLineBytes })
  try {
    for await (const chunk of stream ?? []) {
      for (const part of split(chunk)) {
        await onLine('line' in part ? part.line : `[a line of more than ${maxLineBytes} bytes]`)
      }
    }
  } catch {
    // The pipe broke, which the exit tells better.
  }
}
