import type { BreakerState } from '@promptbin/breaker/states'
import type { HealthCheck } from '@promptbin/health'

/** A breaker, as others see it. */
export interface ShownBreaker {
  state(): BreakerState
  /** Why it opened last, in words; undefined while nothing has gone wrong. */
  reason(): string | undefined
}

export interface BreakerCheckOptions extends Pick<HealthCheck, 'name' | 'severity'> {
  readonly componentType?: HealthCheck['componentType']
  readonly breaker: ShownBreaker
  /** What does not work while it is not closed, as a sentence. */
  readonly meanwhile: string
}

/** Warns while a breaker is open or makes its trial call; asks nobody itself. */
export function createBreakerCheck(options: BreakerCheckOptions): HealthCheck {
  const { name, severity, componentType = 'component', breaker, meanwhile } = options
  return {
    name,
    severity,
    componentType,
    run: async () => {
      const observedValue = breaker.state()
      if (observedValue === 'closed') return { observedValue }
      const reason = breaker.reason()
      const output = reason === undefined ? meanwhile : `${meanwhile} The reason: ${reason}`
      return { status: 'warn', observedValue, output }
    },
  }
}
