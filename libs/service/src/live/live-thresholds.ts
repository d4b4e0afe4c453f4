import type { DiskThresholds } from '@promptbin/health'
import type { LiveConfig } from './live-config.ts'

/** When the disk is scarce or critical, by the configuration of the moment of each look. */
export function liveThresholds(config: Pick<LiveConfig, 'current'>): DiskThresholds {
  return {
    get diskWarn() {
      return config.current.monitoring.diskWarn
    },
    get diskCritical() {
      return config.current.monitoring.diskCritical
    },
    get inodesWarn() {
      return config.current.monitoring.inodesWarn
    },
    get inodesCritical() {
      return config.current.monitoring.inodesCritical
    },
  }
}
