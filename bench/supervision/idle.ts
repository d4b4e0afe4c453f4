import { setTimeout as pause } from 'node:timers/promises'
import { residentBytes, workedNanoseconds } from '../process-figures.ts'
import type { PromptBinServer } from './promptbin-server.ts'
import type { SupervisedServer } from './supervised-server.ts'

/** What a start leaves behind is collected by then. */
const settleMs = 4_000

const watchedMs = 10_000

/** What a supervisor takes that has nothing to do. */
export interface Idle {
  readonly megabytes: number
  readonly cpuPercent: number
}

const megabytes = (bytes: number) => bytes / 1e6

/** Watches idle supervisors for some seconds, all at the same time. */
export async function watchIdle(servers: readonly SupervisedServer[]): Promise<readonly Idle[]> {
  await pause(settleMs)
  const before = servers.map(({ supervisorPid }) => workedNanoseconds(supervisorPid))
  await pause(watchedMs)
  return servers.map(({ supervisorPid }, index) => {
    const worked = workedNanoseconds(supervisorPid) - (before[index] ?? Number.NaN)
    return {
      megabytes: megabytes(residentBytes(supervisorPid)),
      cpuPercent: (100 * worked) / (watchedMs * 1e6),
    }
  })
}

/** The resident memory of every process of the product, in megabytes. */
export async function wholeMegabytes(server: PromptBinServer): Promise<number> {
  const pids = await server.pids()
  return megabytes(pids.reduce((sum, pid) => sum + residentBytes(pid), 0))
}
