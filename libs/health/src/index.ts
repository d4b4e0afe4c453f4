export type { HealthChange } from './change-history.ts'
export {
  createHealth,
  type Health,
  type HealthOptions,
  type HealthReport,
  type LifecycleState,
  type Readiness,
} from './create-health.ts'
export { createDiskChecks, type DiskChecksOptions } from './disk/disk-checks.ts'
export { type DiskSpace, readDiskSpace } from './disk/disk-space.ts'
export { DiskWatch, type DiskWatchOptions } from './disk/disk-watch.ts'
export {
  type DiskLevel,
  type DiskStatus,
  type DiskThresholds,
  judgeDisk,
} from './disk/judge-disk.ts'
export type {
  CheckReport,
  CheckResult,
  ComponentType,
  HealthCheck,
  HealthSeverity,
  HealthStatus,
} from './health-check.ts'
export { listTroubles, type OverallHealth, type Trouble, type Verdict } from './judge-health.ts'
