import type { Config } from '../config.ts'
import { urlHost } from './url-host.ts'

/**
 * Where a process of this machine asks the supervisor. The configuration that a supervisor hands to its
 * services has the port that it has really taken.
 */
export function supervisorUrlOf({ supervisor }: Pick<Config, 'supervisor'>): string {
  return `http://${urlHost(supervisor.host)}:${supervisor.port}`
}
