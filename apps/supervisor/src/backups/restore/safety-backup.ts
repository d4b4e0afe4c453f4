import type { Config } from '@promptbin/config'
import type { BackupManager } from '../backup-manager.ts'
import { hasLibrary } from '../backup-settings.ts'

/**
 * The name of a backup that is made before a restore. None of a library that cannot be backed up: that it
 * is missing or damaged is what one restores for.
 */
export async function backUpBefore(
  config: Config,
  backups: Pick<BackupManager, 'create'>,
): Promise<string | null> {
  if (!hasLibrary(config)) return null
  try {
    return (await backups.create('restore')).manifest.id
  } catch {
    return null
  }
}
