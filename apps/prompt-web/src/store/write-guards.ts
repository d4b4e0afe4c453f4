import type { LibraryPlace } from '@promptbin/config'
import type { DiskThresholds } from '@promptbin/health'
import type { Logger } from '@promptbin/logging'
import type { RunServiceOptions } from '@promptbin/service'
import { createDiskGuard, type DiskGuard } from '../disk/disk-guard.ts'
import { createMaintenanceMode, type MaintenanceMode } from '../maintenance/maintenance-mode.ts'
import { createDamage, type Damage } from './damage.ts'

export interface WriteGuardsOptions {
  /** The data folder. */
  readonly folder: string
  readonly place: Pick<LibraryPlace, 'system'>
  readonly thresholds: DiskThresholds
  readonly logger: Logger
  /** Whether a supervisor says what is to be done. */
  readonly supervised: boolean
}

/** Why nothing may be written: there is no room, somebody works on PromptBin, or it is damaged. */
export interface WriteGuards {
  readonly disk: DiskGuard
  readonly maintenance: MaintenanceMode
  readonly damage: Damage
  /** What a supervisor has to say about them. */
  readonly told: Required<Pick<RunServiceOptions, 'onDisk' | 'onMaintenance' | 'onDamage'>>
  /** What pages show of them. */
  readonly shown: { maintenance(): string | null; isDamaged(): boolean }
}

/** That of PostgreSQL: its server tells when something cannot be written. */
const otherDisk: DiskGuard = {
  isReadOnly: false,
  setReadOnly: () => {},
  start: async () => {},
  stop: () => {},
}

/** Makes them; the disk is not looked at yet. */
export function createWriteGuards(options: WriteGuardsOptions): WriteGuards {
  const disk = options.place.system === 'sqlite' ? createDiskGuard(options) : otherDisk
  const maintenance = createMaintenanceMode(options.logger)
  const damage = createDamage(options.logger)
  return {
    disk,
    maintenance,
    damage,
    told: { onDisk: disk.setReadOnly, onMaintenance: maintenance.set, onDamage: damage.set },
    shown: { maintenance: () => maintenance.reason, isDamaged: () => damage.reason !== null },
  }
}
