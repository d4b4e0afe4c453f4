import { type Config, failpointsAsked, libraryPlaceOf } from '@promptbin/config'
import { secondPlaceOf } from '../../backup-settings.ts'
import type {
  BackupChoice,
  DrillTask,
  ExchangeTask,
  Prepared,
  PrepareTask,
  ReadPromptTask,
  RestoreIntoTask,
} from './restore-task.ts'

const identityOf = ({ backup }: Config) =>
  backup.identityFile === '' ? {} : { identityFile: backup.identityFile }

const armed = (config: Config) => {
  const failpoints = failpointsAsked(config)
  return failpoints === undefined ? {} : { failpoints }
}

const reading = (config: Config) => ({
  data: config.dataDir,
  secondPlace: secondPlaceOf(config),
  ...identityOf(config),
  ...armed(config),
})

/** The task that makes a library of a backup, with the places and the key of a configuration. */
export function prepareTaskOf(config: Config, choice: BackupChoice, isTrial: boolean): PrepareTask {
  return { job: 'prepare', ...reading(config), ...choice, isTrial }
}

/** The task that reads one prompt of a backup. */
export function readPromptTaskOf(
  config: Config,
  choice: BackupChoice,
  name: string,
): ReadPromptTask {
  return { job: 'read-prompt', ...reading(config), ...choice, name }
}

/** The task that puts a prepared library in its place. */
export function exchangeTaskOf(
  config: Config,
  { id, target }: Prepared,
  by: Pick<ExchangeTask, 'asker' | 'isRunning'>,
): ExchangeTask {
  return {
    job: 'exchange',
    data: config.dataDir,
    target,
    backup: id,
    ...by,
    ...armed(config),
  }
}

/** The task that makes a whole library of a backup in an empty database of PostgreSQL. */
export function restoreIntoTaskOf(
  config: Config,
  choice: BackupChoice,
  into: Pick<RestoreIntoTask, 'url' | 'asker' | 'isTrial'>,
): RestoreIntoTask {
  const { auditHeadFile } = libraryPlaceOf({ ...config, store: { url: into.url } })
  return { job: 'restore-into', ...reading(config), ...choice, ...into, auditHeadFile }
}

/** The task that restores for practice. */
export function drillTaskOf(config: Config): DrillTask {
  const { url } = config.store
  return {
    job: 'drill',
    data: config.dataDir,
    ...(url !== '' && { databaseUrl: url }),
    ...identityOf(config),
    ...armed(config),
  }
}
