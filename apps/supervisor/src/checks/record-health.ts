import type { Health, OverallHealth } from '@promptbin/health'
import type { EventLog } from '../history/event-log.ts'

/** What is said of all processes together. */
const whole = { service: 'supervisor', worker: null, processId: null, pid: null } as const

/**
 * Puts on record that PromptBin as a whole is healthy, degraded or unhealthy and was something else.
 * It counts as healthy when it has started, so what is wrong then is told as well.
 */
export function recordHealth(
  health: Pick<Health, 'onRound' | 'report'>,
  events: Pick<EventLog, 'record'>,
): void {
  let last: OverallHealth = 'healthy'
  health.onRound(() => {
    const { state, overall: to, reason } = health.report()
    if (state !== 'ready' || to === last) return
    const from = last
    last = to
    events.record({ ...whole, type: 'health-changed', from, to, reason })
  })
}
