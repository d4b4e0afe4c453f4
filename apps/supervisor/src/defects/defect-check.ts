import type { HealthCheck } from '@promptbin/health'

/** Tells that the supervisor had defects and went on; `count` says how many. */
export function createDefectCheck(count: () => number): HealthCheck {
  return {
    name: 'supervisor:defects',
    severity: 'minor',
    componentType: 'component',
    run: async () => {
      const observed = { observedValue: count(), observedUnit: 'defects' }
      if (count() === 0) return observed
      const output =
        'The supervisor had an error that nobody handled, and went on. See it with `promptbin errors`, report it, and restart PromptBin when it suits: promptbin stop, promptbin start.'
      return { status: 'warn', ...observed, output }
    },
  }
}
