import { resolve } from 'node:path'
import { backupsFolderOf, openSecondPlace } from '@promptbin/backup'
import type { WantedBackup } from '@promptbin/backup/restore'
import type { Config } from '@promptbin/config'
import { operations } from '@promptbin/operations'
import { localAdministrator } from '@promptbin/security'
import { BackupManager } from '../../backups/backup-manager.ts'
import { secondPlaceOf } from '../../backups/backup-settings.ts'
import { DrillManager } from '../../backups/drill/drill-manager.ts'
import { createRestorer } from '../../backups/restore/create-restorer.ts'
import { type DataFolder, locateDataFolder, prepareDataFolder } from '../../instance/data-folder.ts'
import { findInstance } from '../../instance/find-instance.ts'
import { takeInstanceLock } from '../../instance/instance-lock.ts'
import { clearAftermath } from '../../instance/leftovers/aftermath.ts'
import type { Caller } from '../../operations/caller.ts'
import { restoringHandlers } from '../../operations/running/restoring.ts'
import { openStateFolder } from '../../state/state-folder.ts'
import type { Terminal } from '../../terminal/terminal.ts'
import { askOperation } from '../operations/ask-operation.ts'

type RestoringOperation = 'restore_backup' | 'run_drill'

type Restoring = Pick<ReturnType<typeof restoringHandlers>, RestoringOperation>

/** What is restored on a data folder, whether something runs there or not. */
export type AskRestoring = <Name extends RestoringOperation>(
  name: Name,
  input: Parameters<Restoring[Name]>[0],
) => ReturnType<Restoring[Name]>

/** Where something is restored. */
export interface RestoringPlace {
  readonly config: Config
  readonly terminal: Pick<Terminal, 'stderr'>
}

/**
 * Asks the instance that runs on a data folder; where none does, the work is done from here, and none can
 * start meanwhile. Throws `PB_INSTANCE_RUNNING` while one starts or stops.
 */
export async function withRestoring<Result>(
  place: RestoringPlace,
  work: (ask: AskRestoring) => Promise<Result>,
): Promise<Result> {
  const found = await findInstance(locateDataFolder(place.config.dataDir))
  if (found) {
    return work(((name, input) =>
      askOperation(found, operations[name] as never, input)) as AskRestoring)
  }
  const folder = prepareDataFolder(place.config.dataDir)
  const lock = takeInstanceLock(folder)
  try {
    await clearAftermath(folder)
    return await workAlone(folder, place, work)
  } finally {
    lock.release()
  }
}

/** Who works where nothing runs: whoever can write to the data folder may. */
export const person: Caller = {
  principal: localAdministrator,
  face: 'cli',
  address: '',
  client: 'promptbin',
  requestId: '',
  isSameMachine: true,
}

async function workAlone<Result>(
  folder: DataFolder,
  { config: current, terminal }: RestoringPlace,
  work: (ask: AskRestoring) => Promise<Result>,
): Promise<Result> {
  const state = openStateFolder({
    path: folder.stateFolder,
    log: { warn: (_fields, message) => terminal.stderr.write(`${message}\n`) },
  })
  const config = { current }
  const backups = new BackupManager({ config, folder: state, record: () => {} })
  const drills = new DrillManager({ config, folder: state, backups })
  const restorer = createRestorer({
    config,
    backups,
    isRunning: false,
    // Nobody has it open.
    whilePaused: ({ exchange }) => exchange(),
  })
  const handlers = restoringHandlers({ restorer, drills, webUrl: '', instanceKey: '' })
  try {
    return await work(((name, input) => handlers[name](input as never, person, {})) as AskRestoring)
  } finally {
    await drills.close()
    await backups.close()
  }
}

/**
 * Brings a backup of another place, a folder or `s3://bucket/prefix`, into the data folder; gives its
 * name. Throws `PB_BACKUP_NOT_FOUND`, `PB_BACKUP_NONE_THEN`, `PB_BACKUP_SECOND_PLACE`.
 */
export async function bringFrom(
  place: string,
  config: Config,
  wanted: WantedBackup,
): Promise<string> {
  const { findBackup } = await import('@promptbin/backup/restore')
  const backup = { ...config.backup, secondPlace: isBucket(place) ? place : resolve(place) }
  const settings = secondPlaceOf({ ...config, backup })
  const secondPlace = settings && (await openSecondPlace(settings))
  prepareDataFolder(config.dataDir)
  const sources = { folder: backupsFolderOf(config.dataDir), secondPlace, fromSecondPlace: true }
  return (await findBackup(sources, wanted)).id
}

const isBucket = (place: string) => place.startsWith('s3://')
