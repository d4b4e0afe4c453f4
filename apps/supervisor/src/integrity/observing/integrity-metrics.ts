import type { Metrics } from '@promptbin/metrics'
import { integritySubjects } from '@promptbin/operations'
import type { IntegrityManager } from '../integrity-manager.ts'

/** What Prometheus is told of the soundness of the library; nothing of a look before the first. */
export function measureIntegrity(
  { gauge, counter }: Pick<Metrics, 'gauge' | 'counter'>,
  integrity: Pick<IntegrityManager, 'state' | 'failures'>,
): void {
  gauge({
    name: 'promptbin_library_sound',
    help: '1 if the last look at the whole library found nothing, else 0.',
    read: (one) => {
      const { last } = integrity.state
      if (last) one.set(last.status === 'sound' ? 1 : 0)
    },
  })
  gauge({
    name: 'promptbin_library_findings',
    help: 'What the last look at the whole library found, at most 20 of it, by subject.',
    labels: ['subject'],
    read: (one) => {
      const { last } = integrity.state
      if (!last) return
      for (const subject of integritySubjects) {
        one.set({ subject }, last.findings.filter((each) => each.subject === subject).length)
      }
    },
  })
  gauge({
    name: 'promptbin_library_check_timestamp_seconds',
    help: 'When the whole library was last looked at, or from when on it was to be, in seconds since 1970.',
    read: (one) => {
      const { last, since } = integrity.state
      one.set(Date.parse(last?.at ?? since) / 1_000)
    },
  })
  gauge({
    name: 'promptbin_library_check_duration_seconds',
    help: 'Time that the last look at the whole library took.',
    read: (one) => {
      const { last } = integrity.state
      if (last) one.set(last.durationMs / 1_000)
    },
  })
  counter({
    name: 'promptbin_library_check_failures_total',
    help: 'Looks at the whole library that could not be taken to their end.',
    read: (one) => one.inc(integrity.failures),
  })
}
