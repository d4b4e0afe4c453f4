import type { Health } from '@promptbin/health'
import type { Logger } from '@promptbin/logging'

/** A line for each check that says something else than before: what is wrong, and that it is over. */
export function logHealth(health: Health, logger: Logger): void {
  health.onChange(({ check, from, to, output }) => {
    const fields = { event: 'health.changed', check, from, to, output }
    if (to === 'pass') logger.info(fields, 'a health check passes again')
    else logger.warn(fields, `a health check ${to === 'fail' ? 'fails' : 'warns'}`)
  })
}
