import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { SourceFile } from '../create/configuration-files.ts'
import {
  receiversKeyName,
  receiversKeyPlace,
  receiversName,
  receiversPlace,
} from './companion-names.ts'

/**
 * What a data folder knows of webhook receivers, as far as there are any. The key that opens them goes
 * along only into a backup that is encrypted: beside it they would not be sealed.
 */
export function receiverFiles(data: string, isEncrypted: boolean): readonly SourceFile[] {
  const receivers = { path: join(data, receiversPlace), name: receiversName }
  if (!existsSync(receivers.path)) return []
  const key = { path: join(data, receiversKeyPlace), name: receiversKeyName }
  return isEncrypted && existsSync(key.path) ? [receivers, key] : [receivers]
}
