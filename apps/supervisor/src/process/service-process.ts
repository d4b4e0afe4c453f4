import { type ChildProcess, fork, type SendHandle, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { setTimeout as after } from 'node:timers/promises'
import { failpoint } from '@promptbin/failpoints'
import { parseServiceMessage, type ServiceMessage, type SupervisorMessage } from '@promptbin/ipc'
import { createLineSplitter, type SplitLine } from '../line-splitter.ts'
import type { TcpHandle } from '../sockets/listening-socket.ts'
import { ProcessGuard } from './guard/process-guard.ts'
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

/** What to run. */
export interface Launch {
  /** A module. */
  readonly entry: string
  readonly variables: Variables
  /** Options of Node itself, such as the limit of the heap. */
  readonly nodeOptions?: readonly string[]
}

export interface ServiceProcessOptions {
  readonly launch: Launch
  readonly onMessage: (message: ServiceMessage) => void
  /** What it returns is waited for before more is read, so a flood cannot fill our memory. */
  readonly onLine: (line: string, stream: OutputStream) => Promise<void> | undefined
  /** It cannot be spoken to any more; before its exit, also when that follows at once. */
  readonly onDeaf: () => void
  /** Called once. */
  readonly onExit: (exit: ProcessExit) => void
}

/** A running incarnation of a service. */
export interface ServiceProcess {
  /** Undefined when it could not be started. */
  readonly pid: number | undefined
  /** Returns whether there is still somebody to send to; a handle travels beside the message. */
  send(message: SupervisorMessage, handle?: TcpHandle): boolean
  /** Ends it at once, and what it has started itself. */
  kill(): void
}

/** The last lines of a process are there when it ends, unless the log cannot take them so fast. */
const lastLinesMs = 250

/**
 * glibc otherwise keeps memory apart for each thread, 10 MB of which prompt-web never uses again, and once
 * something large was freed it takes as much from what it never gives back; it does not when it is told
 * what it would begin with.
 */
const sparing: Variables = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
}

/** Of all services of this process: whoever kills us leaves none of them. */
const guard = new ProcessGuard()

/** Starts a service and opens the channel to it. This file alone starts and kills services. */
export function startServiceProcess(options: ServiceProcessOptions): ServiceProcess {
  const { entry, variables, nodeOptions = [] } = options.launch
  const child = fork(entry, [], {
    // Debugger and watch flags of this process are not meant for its children; `--expose-gc` is for
    // what gives memory back, see libs/service.
    execArgv: ['--expose-gc', ...nodeOptions],
    env: { ...sparing, ...variables },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A process group of its own, so that what it starts itself can be ended with it.
    detached: true,
  })
  if (child.pid !== undefined) guard.guard(child.pid)
  const read = (['stdout', 'stderr'] as const).map((stream) =>
    readLines(child[stream], (line) => options.onLine(line, stream)),
  )
  child.on('message', (value) => {
    failpoint('ipc.message.received')
    const message = parseServiceMessage(value)
    if (message) options.onMessage(message)
  })
  child.once('disconnect', () => {
    failpoint('ipc.channel.closed')
    options.onDeaf()
  })
  child.once('exit', async (code, signal) => {
    if (child.pid !== undefined) guard.forget(child.pid)
    killGroup(child)
    const lastLines = Promise.race([Promise.all(read), after(lastLinesMs)])
    // They tell why it ended; of a process that was killed they tell nothing.
    if (signal !== 'SIGKILL') await lastLines
    options.onExit({ code, signal })
    await lastLines
    // A process of its own that got away would hold the pipes for ever.
    for (const stream of [child.stdout, child.stderr]) stream?.destroy()
  })
  child.on('error', () => {
    // Without a pid it never ran, so no exit follows.
    if (child.pid === undefined) options.onExit({ code: null, signal: null })
  })
  return {
    pid: child.pid,
    send: (message, handle) => send(child, message, handle),
    kill: () => killGroup(child),
  }
}

/** The kernel gives the number of a group to nobody else as long as one of it lives. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody of it is left.
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

function send(child: ChildProcess, message: SupervisorMessage, handle?: TcpHandle): boolean {
  if (!child.connected) return false
  failpoint('ipc.message.sending')
  // A channel that breaks meanwhile shows itself by its end; the callback keeps it from being thrown.
  child.send(message, handle as object as SendHandle, () => {})
  return true
}

async function readLines(
  stream: Readable | null,
  onLine: (line: string) => Promise<void> | undefined,
): Promise<void> {
  const split = createLineSplitter({ maxLineBytes })
  try {
    for await (const chunk of stream ?? []) {
      for (const part of split(chunk)) {
        const isBusy = onLine(textOf(part))
        // Not for each line: of a busy service there are thousands.
        if (isBusy) await isBusy
      }
    }
  } catch {
    // The pipe broke, which the exit tells better.
  }
  // Whoever is ended within a line has ended the line as well.
  for (const part of split(Buffer.from('\n'))) await onLine(textOf(part))
}

function textOf(part: SplitLine): string {
  return 'line' in part ? part.line : `[a line of more than ${maxLineBytes} bytes]`
}
