import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** As often it is looked whether the process has become idle. */
const CHECK_MS = 2_000

/** Whoever works less than this between two checks can spare the time of a collection, some 30 ms. */
const IDLE_CPU_MS = 50

/**
 * So many checks in a row without work, half a minute. The collection takes the compiled code with
 * it, so who comes back after a moment would pay for it.
 */
const IDLE_CHECKS = 15

/** Less than this is not worth a collection. */
const LEAST_BYTES = 8 * 2 ** 20

export interface GiveBackMemoryOptions {
  readonly checkMs?: number
  /** Checks in a row at which it was idle. */
  readonly idleChecks?: number
  /** The CPU time of this process since its start, in milliseconds. */
  readonly cpuMs?: () => number
  /** How many bytes the heap holds without need. */
  readonly unusedBytes?: () => number
  /** It gives back too when its heap has grown by so much since the last time; never for that unless told. */
  readonly mostGrowthBytes?: number
  /** How large the heap is, in bytes. */
  readonly heapBytes?: () => number
  readonly collect?: () => void
}

/**
 * Gives memory back to the system whenever the process has become idle, until the returned function
 * is called. V8 takes up to 32 MB for what is young, also at a start, which is hard work for it, and
 * gives it back only when memory is short: an idle process would keep it for ever. After the start it
 * is done in any case, as V8 counts as free what it has put aside for later.
 */
export function giveBackMemory({
  checkMs = CHECK_MS,
  idleChecks = IDLE_CHECKS,
  cpuMs = ownCpuMs,
  unusedBytes = unusedHeapBytes,
  mostGrowthBytes = Number.POSITIVE_INFINITY,
  heapBytes = wholeHeapBytes,
  collect = collectAll,
}: GiveBackMemoryOptions = {}): () => void {
  let before = cpuMs()
  let idleFor = 0
  let isStarted = false
  let leftBytes = 0
  const timer = setInterval(() => {
    const now = cpuMs()
    idleFor = now - before < IDLE_CPU_MS ? idleFor + 1 : 0
    before = now
    if (idleFor < idleChecks) return
    const isSmall = unusedBytes() < LEAST_BYTES && heapBytes() - leftBytes < mostGrowthBytes
    if (isStarted && isSmall) return
    idleFor = 0
    isStarted = true
    collect()
    leftBytes = heapBytes()
  }, checkMs)
  timer.unref()
  return () => clearInterval(timer)
}

function ownCpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function wholeHeapBytes(): number {
  return getHeapStatistics().total_heap_size
}

function unusedHeapBytes(): number {
  const { total_heap_size: total, used_heap_size: used } = getHeapStatistics()
  return total - used
}

/** V8's own function for it, with the options of its `gc-extension`. */
type Collect = (options: {
  readonly type: 'major'
  readonly execution: 'sync'
  readonly flavor: 'last-resort'
}) => void

let collectNow: Collect | undefined

/** The only kind of collection that also makes the heap smaller; it takes some 30 ms. */
export function collectAll(): void {
  collectNow ??= findCollect()
  collectNow({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}

/**
 * Who starts a process that lasts gives it `--expose-gc`. In any other one the function exists in contexts
 * that are made after the flag was set, and a second context is another set of all built-ins.
 */
function findCollect(): Collect {
  const given: unknown = globalThis.gc
  if (typeof given === 'function') return given as Collect
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc')
}
