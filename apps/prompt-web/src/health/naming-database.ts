import type { LibraryPlace } from '@promptbin/config'
import type { HealthCheck } from '@promptbin/health'

/** The same check, which says which database failed it where the library is in one. */
export function namingDatabase(check: HealthCheck, place: LibraryPlace): HealthCheck {
  if (place.system === 'sqlite') return check
  const run: HealthCheck['run'] = async (signal) => {
    try {
      return await check.run(signal)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      const output = `${reason} It is in ${place.shownUrl}: see that PostgreSQL runs there and can be reached.`
      return { status: 'fail' as const, output }
    }
  }
  return { ...check, run }
}
