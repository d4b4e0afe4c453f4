import { existsSync } from 'node:fs'
import { readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { listAuditFiles } from '@promptbin/security'
import {
  auditFolderName,
  besideName,
  receiversFolderName,
  receiversKeyName,
  receiversKeyPlace,
  receiversName,
  receiversPlace,
} from './companion-names.ts'
import { lastLineIn } from './copy-audit-trail.ts'

/** What becomes of what goes with the library; null of what the backup has not. */
export interface Companions {
  /** It goes on from the backup's; the one of now goes on; or it does, and the backup's is kept beside it. */
  readonly auditTrail: 'restored' | 'kept' | 'beside' | null
  /** They come back; those of now stay; or they come back, and nothing opens their secrets. */
  readonly receivers: 'restored' | 'kept' | 'sealed' | null
}

export interface SettleOptions {
  readonly data: string
  /** Where they were staged beside the library. */
  readonly target: string
  /** Whether a supervisor runs, which holds both. */
  readonly isRunning: boolean
  /** Milliseconds since 1970. */
  readonly now: number
}

/**
 * Decides what of the staged files takes its place with the library: only what nothing stands in the way
 * of. What does not is removed again. Rejects with a system error.
 */
export async function settleCompanions(options: SettleOptions): Promise<Companions> {
  return {
    auditTrail: await settleTrail(options),
    receivers: await settleReceivers(options),
  }
}

async function settleTrail(options: SettleOptions): Promise<Companions['auditTrail']> {
  const { data, target, isRunning } = options
  const [staged, present] = [join(target, auditFolderName), join(data, auditFolderName)]
  const last = await lastLineIn(staged)
  if (last === undefined) return null
  if (!isRunning && (await lastLineIn(present)) === undefined) {
    // One without a record would be in the way.
    for (const { path } of await listAuditFiles(present)) await rm(path)
    return 'restored'
  }
  if (await isIn(present, last)) {
    await rm(staged, { recursive: true })
    return 'kept'
  }
  await rename(staged, join(target, besideName))
  return 'beside'
}

/** Whether a trail has a record, and so all that its hash stands for. */
async function isIn(folder: string, line: string): Promise<boolean> {
  for (const { path } of await listAuditFiles(folder)) {
    if ((await readFile(path, 'utf8')).split('\n').includes(line)) return true
  }
  return false
}

async function settleReceivers(options: SettleOptions): Promise<Companions['receivers']> {
  const { data, target, isRunning, now } = options
  if (!existsSync(join(target, receiversName))) return null
  if (isRunning || existsSync(join(data, receiversPlace))) {
    await rm(join(target, receiversFolderName), { recursive: true })
    return 'kept'
  }
  const [present, staged] = [join(data, receiversKeyPlace), join(target, receiversKeyName)]
  const isThere = await stat(present).catch(() => undefined)
  if (!existsSync(staged)) return isThere === undefined ? 'sealed' : 'restored'
  if (isThere === undefined) return 'restored'
  if ((await readFile(present)).equals(await readFile(staged))) await rm(staged)
  // It seals nothing, as there are no receivers; kept all the same.
  else await rename(present, `${present}.before-${now}`)
  return 'restored'
}
