/** The words of the health check format for HTTP APIs (draft-inadarei-api-health-check-06). */
export type HealthStatus = 'pass' | 'warn' | 'fail'

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
  /** As it stands in reports: `store`, `store:responseTime`. */
  readonly name: string
  /** Whether the service is of no use while this fails: it makes `/readyz` fail. */
  readonly critical: boolean
  /** How long one run may take; two seconds by default. */
  readonly timeoutMs?: number
  /** A rejection is a failure, its message the `output`. */
  run(): Promise<CheckResult>
}

/** The last known state of a check. */
export interface CheckReport {
  readonly status: HealthStatus
  readonly observedValue?: number | string | boolean
  readonly observedUnit?: string
  readonly output?: string
  /** When it was looked at, ISO 8601. */
  readonly time: string
}
