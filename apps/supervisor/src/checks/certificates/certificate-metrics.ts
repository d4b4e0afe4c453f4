import type { Metrics } from '@promptbin/metrics'
import type { CertificateWatch } from './certificate-watch.ts'
import { certificateSettings } from './places/certificate-place.ts'

/** What Prometheus is told of certificates: of each setting that names some, the one that ends first. */
export function measureCertificates(
  { gauge }: Pick<Metrics, 'gauge'>,
  watch: Pick<CertificateWatch, 'sights'>,
): void {
  gauge({
    name: 'promptbin_certificate_expiry_timestamp_seconds',
    help: 'When the certificate of what a setting names ends, as it was seen last, in seconds since 1970; of several the first.',
    labels: ['endpoint'],
    read: (one) => {
      for (const endpoint of certificateSettings) {
        const ends = (watch.sights ?? []).flatMap(({ place, certificate }) =>
          place.setting === endpoint && certificate ? [certificate.validUntilMs] : [],
        )
        if (ends.length === 0) one.remove({ endpoint })
        else one.set({ endpoint }, Math.min(...ends) / 1_000)
      }
    },
  })
}
