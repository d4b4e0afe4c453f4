import type { Logger } from '@promptbin/logging'
import type { ServiceEvent } from '../supervision/service-event.ts'

/** Tells of a service what happened to it, and why we do what we do now. */
export function logServiceEvent(logger: Logger, name: string, event: ServiceEvent): void {
  const fields = { event: `service.${event.type}`, child: name, child_pid: event.pid }
  if (event.type === 'started') logger.debug(fields, `${name} was started`)
  if (event.type === 'stopped') logger.info(fields, `${name} has stopped`)
  if (event.type === 'ready') {
    const { startedInMs } = event
    logger.info({ ...fields, duration_ms: startedInMs }, `${name} is ready after ${startedInMs} ms`)
  }
  if (event.type === 'failed') {
    const { action, delayMs, reason } = event.decision
    const level = action === 'restart' ? 'warn' : 'error'
    const facts = { ...fields, failure: event.failure.kind, action, delay_ms: delayMs }
    logger[level](facts, `${name}: ${reason}`)
  }
}
