import type { HealthCheck } from '@promptbin/health'
import type { BreakerKind, PromptClient } from '@promptbin/prompt-client'

/** Tells whether calls of one kind go through. */
function breakerCheck(kind: BreakerKind, library: PromptClient): HealthCheck {
  return {
    name: `prompt-web:${kind}Breaker`,
    severity: 'major',
    componentType: 'component',
    run: async () => {
      const state = library.breakerStates()[kind]
      if (state === 'closed') return { observedValue: state }
      const output = `prompt-web has failed repeatedly, and ${kind} fail at once until it is back.`
      return { status: 'warn', observedValue: state, output }
    },
  }
}

/**
 * What the gateway depends on. None is critical: a gateway without its library still answers
 * every client, with an error that says what is wrong, and to restart it would mend nothing.
 */
export function createHealthChecks(library: PromptClient): readonly HealthCheck[] {
  return [
    {
      name: 'prompt-web:responseTime',
      severity: 'major',
      componentType: 'component',
      run: async () => {
        const started = performance.now()
        await library.probe({ client: 'mcp-gateway' })
        const observedValue = Math.round((performance.now() - started) * 10) / 10
        return { observedValue, observedUnit: 'ms' }
      },
    },
    breakerCheck('reads', library),
    breakerCheck('writes', library),
  ]
}
