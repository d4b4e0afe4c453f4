export {
  createHealth,
  type Health,
  type HealthOptions,
  type HealthReport,
  type LifecycleState,
  type OverallHealth,
  type Readiness,
} from './create-health.ts'
export type { CheckReport, CheckResult, HealthCheck, HealthStatus } from './health-check.ts'
