import type { Health } from '@promptbin/health'
import type { CertificateWatch } from '../../checks/certificates/certificate-watch.ts'
import type { ProtocolProbe } from '../../protocol-probe/protocol-probe.ts'
import type { HandlersOf } from '../handlers.ts'

/** Who knows how well everything is. */
export interface HealthHandlersOptions {
  /** None where it is turned off. */
  readonly probe: Pick<ProtocolProbe, 'probe'> | undefined
  readonly certificates: Pick<CertificateWatch, 'look'>
  readonly health: Pick<Health, 'recheck' | 'report'>
  /** What `/health` says beyond the checks. */
  readonly healthDetails: () => object
}

/** How it is told how well everything is, as it was found last or as it is found now. */
export function healthHandlers({
  health,
  probe,
  certificates,
  healthDetails,
}: HealthHandlersOptions): HandlersOf<'health_report' | 'probe_health'> {
  return {
    health_report: async () => {
      const { status, overall, reason, version, state, uptimeSeconds, checks, changes } =
        health.report()
      const told = { status, overall_status: overall, reason, version, state }
      return { ...told, uptime: uptimeSeconds, ...healthDetails(), checks, changes }
    },
    probe_health: async () => {
      await Promise.all([probe?.probe(), certificates.look()])
      await health.recheck()
      const { overall: overall_status, reason } = health.report()
      return { overall_status, reason }
    },
  }
}
