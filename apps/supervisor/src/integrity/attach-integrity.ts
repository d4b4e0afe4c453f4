import type { Health } from '@promptbin/health'
import type { Metrics } from '@promptbin/metrics'
import type { ErrorStream } from '../errors-stream/error-stream.ts'
import type { EventLog } from '../history/event-log.ts'
import type { IntegrityManager } from './integrity-manager.ts'
import { createIntegrityCheck, integrityCheck } from './observing/integrity-check.ts'
import { measureIntegrity } from './observing/integrity-metrics.ts'

export interface AttachIntegrityOptions {
  readonly integrity: IntegrityManager
  readonly health: Pick<Health, 'add' | 'recheck'>
  readonly metrics: Pick<Metrics, 'counter' | 'gauge'>
  readonly history: { readonly events: Pick<EventLog, 'onRecord'> }
  readonly errors: Pick<ErrorStream, 'onSighting'>
}

/** With this code a process says that it has met damage. */
const damagedCode = 'PB_STORE_DAMAGED'

/**
 * Lets health and metrics know how the library is, and has it looked at after a crash of prompt-web and
 * when somebody meets damage.
 */
export function attachIntegrity(options: AttachIntegrityOptions): void {
  const { integrity, health, metrics, history, errors } = options
  health.add(createIntegrityCheck(integrity))
  measureIntegrity(metrics, integrity)
  integrity.onChange(() => void health.recheck([integrityCheck]))
  history.events.onRecord((event) => integrity.see(event))
  errors.onSighting(({ code }) => {
    if (code === damagedCode) integrity.suspect()
  })
}
