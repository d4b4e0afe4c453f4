import type { HealthCheck } from '@promptbin/health'
import type { PromptClient } from '@promptbin/prompt-client'

/**
 * What the gateway depends on. Neither is critical: a gateway without its library still answers
 * every client, with an error that says what is wrong, and to restart it would mend nothing.
 */
export function createHealthChecks(library: PromptClient): readonly HealthCheck[] {
  return [
    {
      name: 'prompt-web:responseTime',
      critical: false,
      run: async () => {
        const started = performance.now()
        await library.probe({ client: 'mcp-gateway' })
        const observedValue = Math.round((performance.now() - started) * 10) / 10
        return { observedValue, observedUnit: 'ms' }
      },
    },
    {
      name: 'prompt-web:breaker',
      critical: false,
      run: async () => {
        const state = library.breakerState()
        if (state === 'closed') return { observedValue: state }
        const output = 'prompt-web has failed repeatedly and is not called for some seconds.'
        return { status: 'warn', observedValue: state, output }
      },
    },
  ]
}
