import type { HealthCheck } from '@promptbin/health'
import type { Damage } from './damage.ts'

/**
 * Whether the library is known to be damaged, which is a file or in a database; the whole of it is looked
 * at elsewhere.
 */
export function createIntegrityCheck(damage: Pick<Damage, 'reason'>, isFile = true): HealthCheck {
  const advice = isFile ? 'See: promptbin recover --dry-run.' : 'See: docs/postgresql.md.'
  return {
    name: 'store:integrity',
    severity: 'major',
    componentType: 'datastore',
    run: async () => {
      const { reason } = damage
      if (reason === null) return { observedValue: 'no damage known' }
      const output = `The library is damaged, and is only read: ${reason} ${advice}`
      return { status: 'fail', observedValue: 'damaged', output }
    },
  }
}
