import {
  createHistogram,
  type EventLoopUtilization,
  performance,
  type RecordableHistogram,
} from 'node:perf_hooks'

/** How late the event loop was, in nanoseconds, at every tick of a timer. */
export interface LoopLag {
  /** All until now. Whoever reads it resets it. */
  readonly histogram: RecordableHistogram
  stop(): void
}

export interface LoopLagOptions {
  /** It is enough to know of a delay when it is over, and its length to half a tick. */
  readonly isPatient?: boolean
}

/** The time between two ticks. Whoever asks once in some seconds needs no finer one. */
export const LOOP_LAG_RESOLUTION_MS = 100

/** So many ticks are one while the loop is at rest. */
const ticksAtRest = 10

/** At rest the loop is busy for less than this in so many ticks, and no tick later than that. */
const restMs = LOOP_LAG_RESOLUTION_MS / 2

/** Up to a quarter of an hour, and to a hundredth: by default a histogram takes 360 kB. */
const range = { lowest: 1, highest: 1e12, figures: 2 }

const followers = new Map<RecordableHistogram, { readonly isPatient: boolean }>()
let timer: NodeJS.Timeout | undefined
/** How many ticks the timer stands for, and how many there were since `began`. */
let [stride, passed] = [1, 0]
let lastMs = 0
let began: EventLoopUtilization

/**
 * Measures how late the event loop is. Node's `monitorEventLoopDelay` misses what begins right after
 * a reset, and its values have the time of the timer in them. The finer it measures the more often it
 * wakes an idle process, which costs far more than what is done then. So all that follow it share one
 * timer, and while all of them are patient and the loop is at rest, one tick stands for ten. What keeps
 * the loop busy meanwhile counts as one delay, the longest that it can have been, and ends the rest.
 */
export function followLoopLag({ isPatient = false }: LoopLagOptions = {}): LoopLag {
  const histogram = createHistogram(range)
  followers.set(histogram, { isPatient })
  if (timer === undefined || (stride > 1 && !isPatient)) setStride(1)
  return {
    get histogram() {
      if (stride > 1) catchUp()
      return histogram
    },
    stop: () => {
      followers.delete(histogram)
      if (followers.size > 0) return
      clearInterval(timer)
      timer = undefined
    },
  }
}

function setStride(next: number): void {
  clearInterval(timer)
  stride = next
  passed = 0
  lastMs = performance.now()
  began = performance.eventLoopUtilization()
  timer = setInterval(tick, stride * LOOP_LAG_RESOLUTION_MS).unref()
}

function tick(): void {
  const nowMs = performance.now()
  take(nowMs, stride, nowMs - lastMs - stride * LOOP_LAG_RESOLUTION_MS)
}

/** What is at rest is looked at when somebody asks, too. */
function catchUp(): void {
  const nowMs = performance.now()
  const ticks = Math.floor((nowMs - lastMs) / LOOP_LAG_RESOLUTION_MS)
  if (ticks === 0) return
  timer?.refresh()
  take(nowMs, ticks, 0)
}

/** So many ticks are over, the last of them late. */
function take(nowMs: number, ticks: number, lateMs: number): void {
  lastMs = nowMs
  passed += ticks
  if (stride === 1) record(lateMs, 1)
  if (passed < ticksAtRest && stride === 1) return
  const loop = performance.eventLoopUtilization()
  const busyMs = performance.eventLoopUtilization(loop, began).active
  const longestMs = Math.max(busyMs, lateMs)
  const isAtRest = longestMs < restMs
  if (stride > 1) {
    record(isAtRest ? lateMs : longestMs, 1)
    record(isAtRest ? lateMs : 0, ticks - 1)
  }
  began = loop
  passed = 0
  const mayRest = isAtRest && [...followers.values()].every((one) => one.isPatient)
  const next = mayRest ? ticksAtRest : 1
  if (next !== stride) setStride(next)
}

function record(lateMs: number, times: number): void {
  // A timer may come a moment early, and a histogram takes nothing below 1.
  const lateNs = Math.max(1, Math.round(lateMs * 1e6))
  for (const histogram of followers.keys()) {
    for (let count = 0; count < times; count++) histogram.record(lateNs)
  }
}
