import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { failpoint } from '@promptbin/failpoints'
import { databasePart, otherParts, replacedName } from './library-parts.ts'
import { keepAside, putDatabase, putOthers } from './move-parts.ts'
import { putCompanions } from './put-companions.ts'
import { readJournal, removeJournal, type SwapJournal, writeJournal } from './swap-journal.ts'

/** Which library is to take the place of the one that is there. */
export interface SwapOptions {
  /** The data folder; nobody may have its library open. */
  readonly data: string
  /** The folder with the library that comes: in `incoming/` there, or in `replaced/` to go back. */
  readonly incoming: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/**
 * Exchanges the library: what was there is kept in `replaced/<time>/`, whose path is the answer; null
 * where there was none. Whatever interrupts it, the old library is in its place, or `finishSwap` puts the
 * new one there.
 */
export async function swapLibrary({ data, incoming, now }: SwapOptions): Promise<string | null> {
  await finishSwap(data)
  const isThere = [databasePart, ...otherParts].some(({ place }) => existsSync(join(data, place)))
  const replaced = isThere ? freePlace(data, now) : null
  await writeJournal(data, { incoming: relative(data, incoming), replaced })
  await finishSwap(data)
  return replaced === null ? null : join(data, replaced)
}

/**
 * Carries out an exchange that was interrupted, as it had been decided; does nothing when there is
 * none. Whoever opens the library first does this before. Rejects with `PB_SWAP_UNREADABLE` and system
 * errors; then it can be repeated.
 */
export async function finishSwap(data: string): Promise<SwapJournal | undefined> {
  const journal = await readJournal(data)
  if (journal === undefined) return undefined
  const incoming = join(data, journal.incoming)
  // Until it has moved, the library in its place is the old one.
  if (existsSync(join(incoming, databasePart.name))) {
    if (journal.replaced !== null) await keepAside(data, join(data, journal.replaced))
    failpoint('restore.replaced')
    await putDatabase(data, incoming)
    failpoint('restore.placed')
  }
  await putOthers(data, incoming)
  await putCompanions(data, incoming)
  await rm(incoming, { recursive: true, force: true })
  await removeJournal(data)
  return journal
}

/** A folder that is not there yet, with the time in its name. */
function freePlace(data: string, now: number): string {
  const time = new Date(now).toISOString().replaceAll(/[-:]/g, '').replace('.', '')
  for (let number = 1; ; number += 1) {
    const place = `${replacedName}/${number === 1 ? time : `${time}-${number}`}`
    if (!existsSync(join(data, place))) return place
  }
}
