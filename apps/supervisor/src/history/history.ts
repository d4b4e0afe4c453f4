import type { Logger } from '@promptbin/logging'
import { openStateFolder, type StateFolder } from '../state/state-folder.ts'
import { EventLog } from './event-log.ts'
import { createFamily, type Family } from './genealogy/family.ts'
import { openSupervisionMemory, type SupervisionMemory } from './supervision-memory.ts'

/** What an instance remembers over its starts. */
export interface History {
  /** For parts of the state that others keep there. */
  readonly folder: StateFolder
  readonly events: EventLog
  readonly family: Family
  readonly memory: SupervisionMemory
  /** Settles when everything is on the disk, or cannot be written. */
  close(): Promise<void>
}

/** Opens the state folder. Never throws: what cannot be used is told of and begun anew. */
export function openHistory(options: { readonly path: string; readonly log: Logger }): History {
  const folder = openStateFolder(options)
  const events = new EventLog({ folder: folder.path, log: folder.log })
  return {
    folder,
    events,
    family: createFamily(events),
    memory: openSupervisionMemory(folder, events),
    async close() {
      await Promise.all([events.close(), folder.flush()])
    },
  }
}
