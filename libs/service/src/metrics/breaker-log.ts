import type { BreakerState } from '@promptbin/breaker/states'
import type { Logger } from '@promptbin/logging'

/**
 * Says in the log that a breaker has opened, and that it is closed again; the trials in between are no
 * news. To be told of each change, and why it changed if that is known.
 */
export function logBreaker(
  logger: Pick<Logger, 'info' | 'warn'>,
  breaker: string,
): (state: BreakerState, reason?: unknown) => void {
  let isOpen = false
  return (state, err) => {
    if (state === 'closed' && isOpen) {
      logger.info({ event: 'breaker.closed', breaker }, 'a breaker closed: calls are made again')
    }
    if (state === 'open' && !isOpen) {
      const fields = { event: 'breaker.opened', breaker, ...(err !== undefined && { err }) }
      logger.warn(fields, 'a breaker opened: calls fail at once until it is well again')
    }
    isOpen = state !== 'closed'
  }
}
