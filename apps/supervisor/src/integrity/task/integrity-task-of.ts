import { type Config, failpointsAsked, libraryPlaceOf } from '@promptbin/config'
import type { Asker } from '@promptbin/security'
import { recoveryOfDatabase } from '../errors.ts'
import type { CheckTask, RecoverTask } from './integrity-task.ts'

const armed = (config: Config) => {
  const failpoints = failpointsAsked(config)
  return failpoints === undefined ? {} : { failpoints }
}

/** The task that looks at all of the library of a configuration. */
export function checkTaskOf(config: Config): CheckTask {
  const place = libraryPlaceOf(config)
  return { job: 'check-library', data: config.dataDir, place, ...armed(config) }
}

/**
 * The task that makes the library of a configuration anew, with the key that it names. Throws
 * `PB_RECOVER_POSTGRESQL`.
 */
export function recoverTaskOf(
  config: Config,
  options: { readonly isTrial: boolean; readonly asker?: Asker },
): RecoverTask {
  const place = libraryPlaceOf(config)
  if (place.system === 'postgresql') throw recoveryOfDatabase(place.shownUrl)
  const { identityFile } = config.backup
  const identity = identityFile === '' ? {} : { identityFile }
  return { job: 'recover-library', data: config.dataDir, ...identity, ...options, ...armed(config) }
}
