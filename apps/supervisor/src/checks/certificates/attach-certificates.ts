import type { Health } from '@promptbin/health'
import type { Metrics } from '@promptbin/metrics'
import { certificateCheck, createCertificateCheck } from './certificate-check.ts'
import { measureCertificates } from './certificate-metrics.ts'
import type { CertificateWatch } from './certificate-watch.ts'

export interface AttachCertificatesOptions {
  readonly certificates: CertificateWatch
  readonly health: Pick<Health, 'add' | 'recheck'>
  readonly metrics: Pick<Metrics, 'gauge'>
}

/** Lets health and metrics know of certificates. */
export function attachCertificates({
  certificates,
  health,
  metrics,
}: AttachCertificatesOptions): void {
  health.add(createCertificateCheck(certificates))
  measureCertificates(metrics, certificates)
  certificates.onLook(() => void health.recheck([certificateCheck]))
}
