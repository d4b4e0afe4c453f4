import type { HealthCheck } from '@promptbin/health'
import { createBreakerCheck, type ShownBreaker } from '@promptbin/service'

/** Keeps requests from a database server that cannot be reached. */
export interface StoreBreaker extends ShownBreaker {
  /** Called when it has opened, and when it has closed again. */
  onChange(listener: () => void): void
}

/** Whether the server of the library is asked at all. */
export function createStoreBreakerCheck(breaker: ShownBreaker): HealthCheck {
  return createBreakerCheck({
    name: 'store:breaker',
    severity: 'major',
    componentType: 'datastore',
    breaker,
    meanwhile:
      'The PostgreSQL server cannot be reached: whatever needs the library is refused at once until it is back.',
  })
}
