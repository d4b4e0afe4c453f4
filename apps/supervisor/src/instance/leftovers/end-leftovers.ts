import { setTimeout as delay } from 'node:timers/promises'
import { isAlive } from '../../process/is-alive.ts'
import { canAskProcesses, listPids, processesOf } from './instance-processes.ts'

/** A process that an earlier instance left, and what it took to end it. */
export interface Leftover {
  readonly pid: number
  readonly ended: 'by itself' | 'by SIGTERM' | 'by SIGKILL' | 'not at all'
}

/** How long is waited at each step; tests are less patient. */
export interface LeftoverPatience {
  /** Services finish their requests and end when they lose their supervisor: libs/service. */
  readonly byThemselvesMs: number
  readonly bySignalMs: number
}

const usualPatience: LeftoverPatience = { byThemselvesMs: 2_000, bySignalMs: 1_000 }
const pollMs = 25

export interface LeftoverOptions {
  readonly dataFolder: string
  /** The processes that the file of the earlier instance names, for systems without /proc. */
  readonly named?: readonly number[]
  readonly patience?: LeftoverPatience
}

/**
 * Ends what earlier instances on a data folder left behind: whoever holds the lock of the folder
 * knows that all of it has lost its supervisor. It still holds the ports. Settles when it is gone;
 * what not even SIGKILL ends, because it waits for its disk, is told of.
 */
export async function endLeftovers(options: LeftoverOptions): Promise<readonly Leftover[]> {
  const { dataFolder, named = [], patience = usualPatience } = options
  // Where no process can be asked whose it is, none is signalled: a pid may be another's by now.
  const signals = canAskProcesses ? (['SIGTERM', 'SIGKILL'] as const) : []
  const keep = async (pids: readonly number[]) =>
    canAskProcesses ? processesOf(dataFolder, pids) : pids.filter(isAlive)

  const found = await keep(canAskProcesses ? await listPids() : named)
  const ended = new Map<number, Leftover['ended']>()
  let left = found
  const waitFor = async (how: Leftover['ended'], timeoutMs: number) => {
    const before = left
    left = await waitUntilNone(before, keep, timeoutMs)
    for (const pid of before) if (!left.includes(pid)) ended.set(pid, how)
  }
  await waitFor('by itself', patience.byThemselvesMs)
  for (const signal of signals) {
    for (const pid of left) send(pid, signal)
    await waitFor(`by ${signal}`, patience.bySignalMs)
  }
  return found.map((pid) => ({ pid, ended: ended.get(pid) ?? 'not at all' }))
}

/** Waits until none of the processes is there, or the time is over; gives those that are. */
async function waitUntilNone(
  pids: readonly number[],
  keep: (pids: readonly number[]) => Promise<readonly number[]>,
  timeoutMs: number,
): Promise<readonly number[]> {
  const endsAt = performance.now() + timeoutMs
  let left = await keep(pids)
  while (left.length > 0 && performance.now() < endsAt) {
    await delay(pollMs)
    left = await keep(left)
  }
  return left
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended meanwhile.
  }
}
