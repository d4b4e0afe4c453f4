import { setTimeout as pause } from 'node:timers/promises'
import { memoryParts, residentBytes, workedNanoseconds } from '../process-figures.ts'
import type { PromptBinServer } from './promptbin-server.ts'
import type { SupervisedServer } from './supervised-server.ts'

/** A process that has been idle for half a minute gives back what its start has left behind. */
const settleMs = 60_000

/** In less than this what comes every fifteen seconds or every minute may be missed, or weigh too much. */
const watchedMs = 60_000

/** What a supervisor takes that has nothing to do. */
export interface Idle {
  readonly megabytes: number
  readonly cpuPercent: number
}

const megabytes = (bytes: number) => bytes / 1e6

/** Watches idle supervisors for a minute, all at the same time. */
export async function watchIdle(
  servers: readonly Pick<SupervisedServer, 'supervisorPid'>[],
): Promise<readonly Idle[]> {
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

/** What all processes of the product take together, in megabytes. */
export interface Footprint {
  /** What the machine loses to them; the product is judged by this. */
  readonly real: number
  /** As tools add it up: the pages of node's binary count once for each process. */
  readonly resident: number
}

/**
 * Of a product that has been idle for a while. What its processes share counts once, as large as it is
 * in the one that has most of it. The kernel's proportional set size would share it out among pm2 and
 * this bench as well, which run the same binary, and so tell some 30 MB too little.
 */
export async function wholeFootprint(server: PromptBinServer): Promise<Footprint> {
  const parts = (await server.pids()).map(memoryParts)
  const own = parts.reduce((sum, { ownBytes }) => sum + ownBytes, 0)
  const shared = Math.max(...parts.map(({ fileBytes }) => fileBytes))
  const files = parts.reduce((sum, { fileBytes }) => sum + fileBytes, 0)
  return { real: megabytes(own + shared), resident: megabytes(own + files) }
}
