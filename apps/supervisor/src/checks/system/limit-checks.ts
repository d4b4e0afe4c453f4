import { readFileSync } from 'node:fs'
import type { CheckResult, HealthCheck } from '@promptbin/health'
import { type ControlGroup, findControlGroup } from '../../control-group/allowances.ts'

/** A process and how many descriptors it has open. */
export interface OpenDescriptors {
  readonly service: string
  readonly pid: number
  readonly descriptors: number
}

export interface LimitChecksOptions {
  /** Of every process of the instance, as last seen. */
  readonly openDescriptors: () => readonly OpenDescriptors[]
  /** Files of the system; the real ones unless told. Throws where there is none. */
  readonly readFile?: (file: string) => string
}

/** Near a limit, while there is still time to raise it. */
const nearPercent = 80
/** The next burst meets the limit. */
const atPercent = 95
/** Of the turns in which we wanted the CPU; with more, everything takes noticeably longer. */
const throttledPercent = 25

/**
 * How near the instance is to what it is allowed: descriptors (`ulimit -n`), and memory, processes
 * and CPU of its control group. What has no limit passes.
 */
export function createLimitChecks(options: LimitChecksOptions): readonly HealthCheck[] {
  const { openDescriptors, readFile = readText } = options
  const group = findControlGroup(readFile)
  const common = { severity: 'major', componentType: 'system' } as const
  return [
    {
      name: 'descriptors:open',
      ...common,
      run: async () => judgeDescriptors(openDescriptors(), readLimit(readFile)),
    },
    { name: 'limits:memory', ...common, run: async () => judgeMemory(group) },
    { name: 'limits:processes', ...common, run: async () => judgeProcesses(group) },
    { name: 'limits:cpu', ...common, run: judgeCpu(group) },
  ]
}

const notLimited: CheckResult = { observedValue: 'not limited' }

/** The soft limit, which children inherit (proc(5), `limits`). */
function readLimit(readFile: (file: string) => string): number {
  try {
    const soft = /^Max open files\s+(\d+)/m.exec(readFile('/proc/self/limits'))?.[1]
    return soft === undefined ? Number.POSITIVE_INFINITY : Number(soft)
  } catch {
    return Number.POSITIVE_INFINITY
  }
}

function judgeDescriptors(all: readonly OpenDescriptors[], limit: number): CheckResult {
  const [most] = all.toSorted((a, b) => b.descriptors - a.descriptors)
  if (most === undefined || !Number.isFinite(limit)) return notLimited
  const { service, pid, descriptors } = most
  const output = `${service} (pid ${pid}) has ${descriptors} of ${limit} descriptors open; raise ulimit -n.`
  return judgeShare(descriptors, limit, output)
}

function judgeMemory(group: ControlGroup): CheckResult {
  const memory = group.memory()
  if (memory === undefined) return notLimited
  const { used, limit } = memory
  const output = `${Math.round(used / 1e6)} MB of the ${Math.round(limit / 1e6)} MB of the control group are in use.`
  return judgeShare(used, limit, output)
}

function judgeProcesses(group: ControlGroup): CheckResult {
  const processes = group.processes()
  if (processes === undefined) return notLimited
  const { used, limit } = processes
  const output = `${used} of the ${limit} processes and threads of the control group are running.`
  return judgeShare(used, limit, output)
}

function judgeShare(used: number, limit: number, output: string): CheckResult {
  const percent = (used * 100) / limit
  const observed = { observedValue: Math.round(percent), observedUnit: 'percent' }
  if (percent < nearPercent) return observed
  return { status: percent < atPercent ? 'warn' : 'fail', ...observed, output }
}

/** Since the last look. */
function judgeCpu(group: ControlGroup) {
  let before = group.cpu()
  return async (): Promise<CheckResult> => {
    const now = group.cpu()
    const periods = (now?.periods ?? 0) - (before?.periods ?? 0)
    const throttled = (now?.throttled ?? 0) - (before?.throttled ?? 0)
    before = now
    if (now === undefined || now.periods === 0) return notLimited
    const percent = periods <= 0 ? 0 : (throttled * 100) / periods
    const observed = { observedValue: Math.round(percent), observedUnit: 'percent' }
    if (percent < throttledPercent) return observed
    const output = `PromptBin had to wait in ${Math.round(percent)} % of its turns: the control group gives it too little CPU.`
    return { status: 'warn', ...observed, output }
  }
}

function readText(file: string): string {
  return readFileSync(file, 'utf8')
}
