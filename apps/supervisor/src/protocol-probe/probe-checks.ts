import type { CheckResult, HealthCheck } from '@promptbin/health'
import type { ProtocolProbe } from './protocol-probe.ts'
import { type Era, eras } from './round-trip/round-trip.ts'

/** The name of the check of an era. */
export const probeCheckOf = (era: Era) => `mcp:${era}` as const

/** Tell how the last round trips went; they ask nobody themselves. */
export function createProbeChecks(probe: ProtocolProbe): readonly HealthCheck[] {
  return eras.map((era) => ({
    name: probeCheckOf(era),
    severity: 'major',
    componentType: 'component',
    run: async () => judge(probe, era),
  }))
}

function judge(probe: ProtocolProbe, era: Era): CheckResult {
  if (!probe.isOn) return { observedValue: 'turned off' }
  if (!probe.isServed) return { status: 'fail', output: 'no gateway is there to be asked' }
  const last = probe.last(era)
  if (!last) return { observedValue: 'not asked yet' }
  const { isSuccess, durationMs, protocolVersion, complaint } = last
  if (!isSuccess) {
    return { status: 'fail', output: `a client of the ${era} era is not served: ${complaint}` }
  }
  if (protocolVersion === null) return { observedValue: 'refused, as mcp.legacy says' }
  return { observedValue: `${protocolVersion} in ${durationMs} ms` }
}
