import type { Maintenance } from '../../maintenance/maintenance.ts'
import type { HandlersOf } from '../handlers.ts'

/** Who knows whether there is maintenance. */
export interface MaintenanceHandlersOptions {
  readonly maintenance: Pick<Maintenance, 'state' | 'begin' | 'end'>
}

/** How maintenance is begun and ended. */
export function maintenanceHandlers({
  maintenance,
}: MaintenanceHandlersOptions): HandlersOf<'get_maintenance' | 'set_maintenance'> {
  return {
    get_maintenance: async () => maintenance.state,
    set_maintenance: async ({ enabled, reason }, { principal }, notes) => {
      notes.before = maintenance.state
      await (enabled ? maintenance.begin({ reason, by: principal.id }) : maintenance.end())
      notes.after = maintenance.state
      return maintenance.state
    },
  }
}
