import { findControlGroupFiles, type ReadFile, readOr } from './control-group-files.ts'

/** How much of something is in use, and how much may be. */
export interface Allowance {
  readonly used: number
  readonly limit: number
}

/** Turns of the CPU since the group was made, and how many of them ended early. */
export interface CpuTurns {
  readonly periods: number
  readonly throttled: number
}

/** What the control group of this process allows it and its children; undefined: no limit. */
export interface ControlGroup {
  /** Without what the kernel only keeps as long as nobody needs the room. */
  memory(): Allowance | undefined
  processes(): Allowance | undefined
  cpu(): CpuTurns | undefined
}

/** A limit above this is how cgroup v1 says that there is none. */
const noLimitBytes = 2 ** 60

/** The control group of this process, of version 2 or 1 (Documentation/admin-guide of Linux). */
export function findControlGroup(readFile: ReadFile): ControlGroup {
  const findFile = findControlGroupFiles(readFile)
  const memoryLimit = findFile('memory', 'memory.max', 'memory.limit_in_bytes')
  const processLimit = findFile('pids', 'pids.max', 'pids.max')
  const cpuFile = findFile('cpu', 'cpu.stat', 'cpu.stat')
  return {
    memory: () => (memoryLimit === undefined ? undefined : readMemory(readFile, memoryLimit)),
    processes: () =>
      processLimit === undefined ? undefined : readProcesses(readFile, processLimit),
    cpu: () => (cpuFile === undefined ? undefined : readTurns(readFile, cpuFile)),
  }
}

function readMemory(readFile: ReadFile, limitFile: string): Allowance | undefined {
  const isNew = limitFile.endsWith('memory.max')
  const folder = limitFile.slice(0, limitFile.lastIndexOf('/'))
  const limit = readNumber(readFile, limitFile)
  if (limit === undefined || limit > noLimitBytes) return undefined
  const current = isNew ? 'memory.current' : 'memory.usage_in_bytes'
  const used = readNumber(readFile, `${folder}/${current}`) ?? 0
  const cache = isNew ? 'inactive_file' : 'total_inactive_file'
  return { used: used - (readFields(readFile, `${folder}/memory.stat`)[cache] ?? 0), limit }
}

function readProcesses(readFile: ReadFile, limitFile: string): Allowance | undefined {
  const limit = readNumber(readFile, limitFile)
  const used = readNumber(readFile, limitFile.replace(/pids\.max$/, 'pids.current'))
  return limit === undefined || used === undefined ? undefined : { used, limit }
}

function readTurns(readFile: ReadFile, file: string): CpuTurns | undefined {
  const { nr_periods: periods, nr_throttled: throttled } = readFields(readFile, file)
  return periods === undefined || throttled === undefined ? undefined : { periods, throttled }
}

/** Undefined for `max`, which is no limit, and where there is no such file. */
function readNumber(readFile: ReadFile, file: string): number | undefined {
  const text = readOr(readFile, file, '').trim()
  return /^\d+$/.test(text) ? Number(text) : undefined
}

/** Lines of `name value`. */
function readFields(readFile: ReadFile, file: string): Readonly<Record<string, number>> {
  const lines = readOr(readFile, file, '').split('\n')
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [name = '', value = ''] = line.split(' ')
      return /^\d+$/.test(value) ? [[name, Number(value)] as const] : []
    }),
  )
}
