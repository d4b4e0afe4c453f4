import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { syncPath } from '../../disk/sync-path.ts'
import { swapUnreadable } from '../errors.ts'

/** The exchange that is going on, as paths inside of the data folder. */
export interface SwapJournal {
  /** The folder with the library that comes. */
  readonly incoming: string
  /** The folder for the one that goes; null where there was none. */
  readonly replaced: string | null
}

const fileName = 'library-swap.json'

/** What was written last; undefined while nothing is exchanged. Rejects with `PB_SWAP_UNREADABLE`. */
export async function readJournal(data: string): Promise<SwapJournal | undefined> {
  const file = join(data, fileName)
  try {
    const { version, incoming, replaced } = JSON.parse(await readFile(file, 'utf8'))
    const isPlace = (value: unknown) => typeof value === 'string' && /^[a-z]+\/[\w.-]+$/.test(value)
    if (version === 1 && isPlace(incoming) && (replaced === null || isPlace(replaced))) {
      return { incoming, replaced }
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw swapUnreadable.with({ cause }, file)
  }
  throw swapUnreadable(file)
}

/** From here on the exchange is carried out, whatever happens. */
export async function writeJournal(data: string, journal: SwapJournal): Promise<void> {
  const file = join(data, fileName)
  const next = `${file}.next`
  await writeFile(next, `${JSON.stringify({ version: 1, ...journal })}\n`, {
    mode: 0o600,
    flush: true,
  })
  await rename(next, file)
  await syncPath(data)
}

/** The exchange is done. */
export async function removeJournal(data: string): Promise<void> {
  await rm(join(data, fileName))
  await syncPath(data)
}
