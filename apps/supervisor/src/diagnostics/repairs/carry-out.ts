import { chmodSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { type LibraryPlace, libraryPlaceOf } from '@promptbin/config'
import { stdioConnection } from '../../connect/client-configuration.ts'
import type { ClientName } from '../../connect/clients/client.ts'
import { clients } from '../../connect/clients/clients.ts'
import { entryFor, planConnect, targetFile, writeConnect } from '../../connect/connect-client.ts'
import { type DataFolder, locateDataFolder } from '../../instance/data-folder.ts'
import { takeInstanceLock } from '../../instance/instance-lock.ts'
import { setAside } from '../../state/state-file.ts'
import type { Subject } from '../scene.ts'
import type { Repair } from './repair.ts'

/**
 * Does one repair. What only may be done while nothing runs takes the lock of the folder for it. Throws
 * `PB_INSTANCE_RUNNING`, what `connect` throws, and what the system throws.
 */
export function carryOut(repair: Repair, subject: Subject): void {
  const folder = locateDataFolder(subject.config.dataDir)
  switch (repair.kind) {
    case 'set-mode':
      chmodSync(repair.path, repair.mode)
      break
    case 'set-aside':
      alone(folder, () => setAside(repair.path, 'it could not be read', { warn: () => {} }))
      break
    case 'remove-instance-files':
      alone(folder, () => removeInstanceFiles(folder))
      break
    case 'rebuild-index':
      alone(folder, () => rebuildIndex(libraryPlaceOf(subject.config)))
      break
    case 'connect-client':
      connectAnew(repair.client, subject)
      break
  }
}

function alone(folder: DataFolder, work: () => void): void {
  const lock = takeInstanceLock(folder)
  try {
    work()
  } finally {
    lock.release()
  }
}

function removeInstanceFiles({ instanceFile, localKeyFile }: DataFolder): void {
  for (const file of [instanceFile, localKeyFile]) rmSync(file, { force: true })
}

/** From the prompts themselves, which are not touched (sqlite.org/fts5.html, `rebuild`). */
function rebuildIndex(place: LibraryPlace): void {
  // That of a database is never offered.
  if (place.system !== 'sqlite') return
  const database = new DatabaseSync(place.file)
  try {
    database.exec("INSERT INTO prompt_search (prompt_search) VALUES ('rebuild')")
  } finally {
    database.close()
  }
}

/** What was there before is kept: `promptbin connect <client> --undo`. */
function connectAnew(name: ClientName, { config, configuration, machine }: Subject): void {
  const client = clients[name]
  const target = {
    client,
    file: targetFile(client, machine, undefined),
    dataFolder: config.dataDir,
  }
  const configFile = configuration.file ?? undefined
  const connection = stdioConnection({ config, ...(configFile !== undefined && { configFile }) })
  writeConnect(target, planConnect(target, entryFor(client, connection)))
}
