import { copyFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PromptBinError } from '@promptbin/errors'
import {
  type Continuation,
  continueLibrary,
  settleLibrary,
} from '@promptbin/prompt-store/restoring'
import type { Asker } from '@promptbin/security'
import { databaseName } from '../backup-folder.ts'
import { type Companions, settleCompanions } from '../companions/settle-companions.ts'
import { syncPath } from '../disk/sync-path.ts'
import { libraryInUse } from './errors.ts'
import { auditHeadName } from './swap/library-parts.ts'
import { swapLibrary } from './swap/swap-library.ts'

/** Which prepared library is to take the place of the one that there is. */
export interface ExchangeOptions {
  readonly data: string
  /** The folder that `prepareLibrary` has made. */
  readonly target: string
  /** The name of the backup that it was made of. */
  readonly backup: string
  /** Whether a supervisor runs; it knows of its audit trail and of receivers, and they stay as they are. */
  readonly isRunning: boolean
  /** Who has asked for it; the library itself without one. */
  readonly asker?: Asker | undefined
  /** Milliseconds since 1970. */
  readonly now: number
}

/** What became of the library that was there, and of what goes with it. */
export interface Exchanged extends Omit<Continuation, 'head'>, Companions {
  /** The folder in which it is kept; null where there was none. */
  readonly replaced: string | null
}

/**
 * Puts a prepared library in the place of the one that there is, which nobody may have open, and lets
 * it go on from there. Rejects with `PB_RESTORE_IN_USE`; then nothing was changed.
 */
export async function exchangeLibrary(options: ExchangeOptions): Promise<Exchanged> {
  const { data, target, backup, asker, now } = options
  const former = await settleFormer(data, target)
  const file = join(target, databaseName)
  const { head, ...kept } = continueLibrary({ file, former, backup, asker, now })
  await syncPath(file)
  await writeFile(join(target, auditHeadName), `${JSON.stringify({ version: 1, value: head })}\n`, {
    mode: 0o600,
    flush: true,
  })
  const companions = await settleCompanions(options)
  await syncPath(target)
  return { replaced: await swapLibrary({ data, incoming: target, now }), ...kept, ...companions }
}

/**
 * The path of the library that there is, as one file; null if it cannot be read. The log of one that is
 * damaged is put back, as SQLite removes what it takes for the log of something else.
 */
async function settleFormer(data: string, target: string): Promise<string | null> {
  const file = join(data, databaseName)
  const log = `${file}-wal`
  const copy = join(target, 'former-wal')
  await copyFile(log, copy).catch(() => rm(copy, { force: true }))
  const state = settle(file)
  if (state === 'damaged') await rename(copy, log).catch(() => {})
  else await rm(copy, { force: true })
  return state === 'settled' ? file : null
}

function settle(file: string): ReturnType<typeof settleLibrary> {
  try {
    return settleLibrary(file)
  } catch (cause) {
    if (cause instanceof PromptBinError) throw libraryInUse.with({ cause })
    throw cause
  }
}
