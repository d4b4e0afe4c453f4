import { once } from 'node:events'
import { connect } from 'node:net'
import { freemem, totalmem } from 'node:os'
import type { CheckResult, HealthCheck } from '@promptbin/health'

export interface MachineChecksOptions {
  /** Where the supervisor itself listens. */
  readonly url: string
  /** Memory of the machine in bytes; the system's word unless told. */
  readonly memory?: () => { readonly free: number; readonly total: number }
  /** Milliseconds since 1970, as people's clocks have it. */
  readonly wallClock?: () => number
  /** Milliseconds of a clock that nobody sets. */
  readonly monotonicClock?: () => number
}

/** Below this the kernel begins to take pages from who needs them. */
const scarcePercent = 5
/** Below this it ends processes. */
const criticalPercent = 2

/** Small steps are how a clock is kept right; tokens and records cannot tell them. */
const jumpMs = 1_000

/** What PromptBin needs of the machine: memory, a network of its own, and a clock that can be trusted. */
export function createMachineChecks(options: MachineChecksOptions): readonly HealthCheck[] {
  const { url, memory = readMemory } = options
  const isOfSystem = { componentType: 'system' } as const
  return [
    { name: 'network:loopback', severity: 'major', ...isOfSystem, run: reachLoopback(url) },
    {
      name: 'memory:machine',
      severity: 'major',
      ...isOfSystem,
      run: async () => judgeMemory(memory()),
    },
    { name: 'clock:jump', severity: 'minor', ...isOfSystem, run: compareClocks(options) },
  ]
}

/** Opens a connection to ourselves: if that fails, no part of PromptBin reaches another. */
function reachLoopback(url: string) {
  const { hostname, port } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  return async (signal: AbortSignal): Promise<CheckResult> => {
    const startedMs = performance.now()
    const socket = connect({ host, port: Number(port), signal })
    try {
      await once(socket, 'connect', { signal })
    } finally {
      socket.destroy()
    }
    const observedValue = Math.round((performance.now() - startedMs) * 10) / 10
    return { observedValue, observedUnit: 'ms' }
  }
}

/** Of what is free the kernel counts in what it can take back at once (`MemAvailable`, proc(5)). */
function readMemory(): { readonly free: number; readonly total: number } {
  return { free: freemem(), total: totalmem() }
}

function judgeMemory({ free, total }: { readonly free: number; readonly total: number }) {
  const percent = (free * 100) / total
  const observed = { observedValue: Math.round(100 - percent), observedUnit: 'percent' }
  if (percent >= scarcePercent) return observed
  const output = `Only ${Math.round(free / 1e6)} MB of the machine's memory are free.`
  return { status: percent < criticalPercent ? 'fail' : 'warn', ...observed, output } as const
}

/** A clock that was set, or a machine that slept: times from before and after do not fit together. */
function compareClocks({
  wallClock = Date.now,
  monotonicClock = () => performance.now(),
}: MachineChecksOptions) {
  let offset = wallClock() - monotonicClock()
  return async (): Promise<CheckResult> => {
    const now = wallClock() - monotonicClock()
    const jump = now - offset
    offset = now
    const observed = { observedValue: Math.round(jump), observedUnit: 'ms' }
    if (Math.abs(jump) < jumpMs) return observed
    const direction = jump > 0 ? 'forward' : 'back'
    const output = `The clock was set ${direction} by ${Math.round(Math.abs(jump) / 1000)} s, or the machine slept.`
    return { status: 'warn', ...observed, output }
  }
}
