import { finishSwap } from '@promptbin/backup/swap'
import type { DataFolder } from '../data-folder.ts'
import { readInstanceFile, removeInstanceFile } from '../instance-file.ts'
import { endLeftovers, type Leftover } from './end-leftovers.ts'

/** That the instance before was not stopped but killed, and what of it was still there. */
export interface Aftermath {
  /** That of its supervisor; undefined when it had not got so far as to tell. */
  readonly pid: number | undefined
  readonly leftovers: readonly Leftover[]
}

/**
 * Puts a data folder in order whose lock was just taken: ends what the instance before has left, takes
 * away what it says of itself, and carries out an exchange of the library that it has begun. Gives
 * undefined when that was stopped as it should. Throws what `finishSwap` throws.
 */
export async function clearAftermath(folder: DataFolder): Promise<Aftermath | undefined> {
  const { path, instanceFile } = folder
  const previous = readInstanceFile(instanceFile)
  // Whoever is refused meanwhile is not to be sent to an instance that is dead.
  removeInstanceFile(instanceFile)
  const named = previous?.services.map(({ pid }) => pid)
  const leftovers = await endLeftovers({ dataFolder: path, ...(named && { named }) })
  await finishSwap(path)
  if (previous === undefined && leftovers.length === 0) return undefined
  return { pid: previous?.pid, leftovers }
}

/** One sentence or two for a person. */
export function describeAftermath({ pid, leftovers }: Aftermath): string {
  const who = pid === undefined ? '' : ` (pid ${pid})`
  const told = leftovers.map(({ pid, ended }) =>
    ended === 'not at all' ? `pid ${pid} is still there` : `pid ${pid} ended ${ended}`,
  )
  return `The last PromptBin on this folder${who} was killed, not stopped. ${
    told.length === 0 ? 'It left nothing behind.' : `Of its processes ${told.join(', ')}.`
  }`
}
