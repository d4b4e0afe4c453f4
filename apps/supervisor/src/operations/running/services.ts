import type { Health } from '@promptbin/health'
import type { OutputOf } from '@promptbin/operations'
import type { ServiceControl } from '../../supervision/service-control.ts'
import type { HandlersOf } from '../handlers.ts'
import { type ProcessHandlersOptions, processItems } from './processes.ts'

/** What of a running instance can be changed from outside. */
export interface ServiceHandlersOptions extends Omit<ProcessHandlersOptions, 'events'> {
  readonly control: Pick<
    ServiceControl,
    'reload' | 'restart' | 'scale' | 'startService' | 'stopService'
  >
  readonly health: Pick<Health, 'recheck'>
  /** Begins to end the whole instance, in order. */
  readonly shutdown: () => void
}

/**
 * How services are started, stopped, reloaded, restarted and scaled, and the instance is ended. Each
 * answers when it is done and health knows of it, with the processes that there are then; the end alone
 * before it begins.
 */
export function serviceHandlers(
  options: ServiceHandlersOptions,
): HandlersOf<
  | 'start_service'
  | 'stop_service'
  | 'reload_service'
  | 'restart_service'
  | 'reload_all'
  | 'restart_all'
  | 'scale_service'
  | 'shutdown'
> {
  const { control, health, shutdown } = options
  const outcomeOf = async (service: string): Promise<OutputOf<'reload_service'>> => {
    await health.recheck()
    return { service, items: processItems(options).filter((item) => item.service === service) }
  }
  const outcomeOfAll = async () => {
    await health.recheck()
    return { service: null, items: processItems(options) }
  }
  const workersOf = (service: string) =>
    options.list().filter((one) => one.service === service && one.worker !== null).length
  return {
    start_service: async ({ service }) => {
      await control.startService(service)
      return outcomeOf(service)
    },
    stop_service: async ({ service }) => {
      await control.stopService(service)
      return outcomeOf(service)
    },
    reload_service: async ({ service }) => {
      await control.reload(service)
      return outcomeOf(service)
    },
    restart_service: async ({ service }) => {
      await control.restart(service)
      return outcomeOf(service)
    },
    reload_all: async () => {
      await control.reload()
      return outcomeOfAll()
    },
    restart_all: async () => {
      await control.restart()
      return outcomeOfAll()
    },
    scale_service: async ({ service, workers }, _caller, notes) => {
      notes.before = { workers: workersOf(service) }
      notes.after = { workers }
      await control.scale(service, workers)
      return outcomeOf(service)
    },
    shutdown: async (_input, { answered = Promise.resolve() }) => {
      void answered.then(shutdown)
      return { pid: process.pid }
    },
  }
}
