import type { HealthCheck } from '@promptbin/health'
import type { Maintenance } from '../maintenance/maintenance.ts'

/** Tells of maintenance: nothing is wrong, and not everything works. */
export function createMaintenanceCheck(maintenance: Pick<Maintenance, 'state'>): HealthCheck {
  return {
    name: 'maintenance:mode',
    severity: 'minor',
    componentType: 'component',
    run: async () => {
      const { enabled, reason, since, by } = maintenance.state
      if (!enabled) return { observedValue: 'off' }
      const output = `There is maintenance since ${since}, begun by ${by} (${reason}); prompts can be read and not changed. \`promptbin maintenance set off\` ends it.`
      return { status: 'warn', observedValue: 'on', output }
    },
  }
}
