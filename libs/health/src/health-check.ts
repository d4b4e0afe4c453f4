/** The words of the health check format for HTTP APIs (draft-inadarei-api-health-check-06). */
export type HealthStatus = 'pass' | 'warn' | 'fail'

/**
 * What a failure means. `critical`: the service is of no use, so it is unhealthy and not ready.
 * `major`: it does less than it should. `minor`: it does all of it, and somebody should look. Both
 * leave it degraded; docs/health.md has the rules.
 */
export type HealthSeverity = 'critical' | 'major' | 'minor'

/** What a check looks at: a part of ours, what keeps the data, or the machine (same draft, 4.2). */
export type ComponentType = 'component' | 'datastore' | 'system'

/** What one run of a check saw. Without `status` it passed. */
export interface CheckResult {
  readonly status?: HealthStatus
  readonly observedValue?: number | string | boolean
  /** SI or usual units: `ms`, `bytes`, `percent`. */
  readonly observedUnit?: string
  /** What is wrong, in words; left out when it passed. */
  readonly output?: string
}

/** Looks at one thing that the service needs. */
export interface HealthCheck {
  /** `component:measurement`, as it stands in reports: `store:read`. */
  readonly name: string
  readonly severity: HealthSeverity
  readonly componentType: ComponentType
  /** How long one run may take; two seconds by default. */
  readonly timeoutMs?: number
  /**
   * A rejection is a failure, its message the `output`. The signal aborts at the deadline: then
   * nobody waits for the result any more.
   */
  run(signal: AbortSignal): Promise<CheckResult>
}

/** The last known state of a check. */
export interface CheckReport {
  readonly severity: HealthSeverity
  readonly componentType: ComponentType
  readonly status: HealthStatus
  readonly observedValue?: number | string | boolean
  readonly observedUnit?: string
  readonly output?: string
  /** When it was looked at, ISO 8601. */
  readonly time: string
}
