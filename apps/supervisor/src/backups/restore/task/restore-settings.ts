import { type Config, failpointsAsked } from '@promptbin/config'
import { secondPlaceOf } from '../../backup-settings.ts'
import type {
  BackupChoice,
  DrillTask,
  ExchangeTask,
  Prepared,
  PrepareTask,
  ReadPromptTask,
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

/** The task that restores for practice. */
export function drillTaskOf(config: Config): DrillTask {
  return { job: 'drill', data: config.dataDir, ...identityOf(config), ...armed(config) }
}
