import type { Logger } from '@promptbin/logging'

/** Whether somebody works on PromptBin, so that nothing is to be changed. */
export interface MaintenanceMode {
  /** What people are told; null when there is no maintenance. */
  readonly reason: string | null
  /** What the supervisor says. */
  set(reason: string | null): void
}

/** There is none until the supervisor says so. */
export function createMaintenanceMode(logger: Pick<Logger, 'info' | 'warn'>): MaintenanceMode {
  let reason: string | null = null
  return {
    get reason() {
      return reason
    },
    set(told) {
      if (told === reason) return
      reason = told
      if (told === null) logger.info({ event: 'maintenance.ended' }, 'prompts can be changed again')
      else logger.warn({ event: 'maintenance.began', reason }, 'prompts are not changed any more')
    },
  }
}
