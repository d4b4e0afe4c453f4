import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { SecondPlaceSettings } from '@promptbin/backup'
import { type Config, configFileOf, failpointsAsked, libraryPlaceOf } from '@promptbin/config'
import type { CreateTask, VerifyTask } from './task/task.ts'

/** Where the backups of a configuration are. */
export const backupsFolder = (config: Config) => join(config.dataDir, 'backups')

/** Whether there is a library that could be backed up; one in a database is there unless it is asked. */
export function hasLibrary(config: Config): boolean {
  const place = libraryPlaceOf(config)
  return place.system === 'postgresql' || existsSync(place.file)
}

/** The second place that a configuration names; undefined without one. */
export function secondPlaceOf({ backup }: Config): SecondPlaceSettings | undefined {
  if (backup.secondPlace === '') return undefined
  return {
    place: backup.secondPlace,
    s3: {
      endpoint: backup.s3Endpoint,
      region: backup.s3Region,
      accessKeyId: backup.s3AccessKeyId,
      secretAccessKey: backup.s3SecretAccessKey,
    },
  }
}

/** The task that makes a backup as a configuration wants it. */
export function createTaskOf(config: Config, reason: CreateTask['reason']): CreateTask {
  const configurationFile = configFileOf(config)
  return {
    job: 'create',
    data: config.dataDir,
    reason,
    recipients: config.backup.recipients,
    secondPlace: secondPlaceOf(config),
    ...(config.store.url !== '' && { databaseUrl: config.store.url }),
    ...(configurationFile !== undefined && { configurationFile }),
    ...armed(config),
  }
}

/** The task that reads all of a backup, with the key that a configuration names. */
export function verifyTaskOf(config: Config, id: string): VerifyTask {
  const { identityFile } = config.backup
  return {
    job: 'verify',
    folder: backupsFolder(config),
    id,
    ...(identityFile !== '' && { identityFile }),
    ...armed(config),
  }
}

const armed = (config: Config) => {
  const failpoints = failpointsAsked(config)
  return failpoints === undefined ? {} : { failpoints }
}
