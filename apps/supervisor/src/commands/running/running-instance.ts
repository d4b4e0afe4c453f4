import { json } from 'node:stream/consumers'
import { notRunning } from '../../errors.ts'
import { askService, askServiceForJson } from '../../http/ask-service.ts'
import { locateDataFolder } from '../../instance/data-folder.ts'
import { type FoundInstance, findInstance, type ProcessItem } from '../../instance/find-instance.ts'
import { configToFind, type GlobalOptions, readConfig } from '../command-line.ts'

/**
 * The instance that runs on the data folder of a command. Throws `PB_NOT_RUNNING`, and what is wrong with
 * a configuration file that may name another folder.
 */
export async function findRunning(options: GlobalOptions): Promise<FoundInstance> {
  const found = await findInstance(locateDataFolder(configToFind(options).dataDir))
  if (found) return found
  readConfig(options)
  throw notRunning()
}

/** What the supervisor answers when it has done what it was asked for. */
export interface Outcome {
  /** Null: all of them. */
  readonly service: string | null
  /** The processes that there are now. */
  readonly items: readonly ProcessItem[]
}

/**
 * Asks the supervisor of an instance to do something, and waits until it has. Throws what it refuses
 * it with.
 */
export async function order(
  { description, headers }: FoundInstance,
  path: string,
  body: object = {},
): Promise<Outcome> {
  return (await askServiceForJson(description.supervisor.url, path, body, { headers })) as Outcome
}

/** Asks the supervisor of an instance for something that it knows. Throws what it refuses it with. */
export async function inquire(
  { description, headers }: FoundInstance,
  path: string,
): Promise<unknown> {
  return json(await askService(description.supervisor.url, path, { method: 'GET', headers }))
}
