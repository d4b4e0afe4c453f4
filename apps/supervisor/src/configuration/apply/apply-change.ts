import type { Config } from '@promptbin/config'
import type { Logger } from '@promptbin/logging'
import type { LiveConfig } from '@promptbin/service'
import type { ServiceDefinition } from '../../services.ts'
import type { ServiceControl } from '../../supervision/service-control.ts'
import { configRefused } from '../errors.ts'
import type { SentConfig, ServiceConfigs } from './service-configs.ts'

export interface ApplyOptions {
  /** What the supervisor itself goes by, and new processes are started with. */
  readonly live: LiveConfig
  readonly control: Pick<ServiceControl, 'reload' | 'restart' | 'scale' | 'renew'>
  readonly processes: Pick<ServiceConfigs, 'send'>
  readonly services: readonly Pick<ServiceDefinition, 'name' | 'section'>[]
  /** The variables with which processes would be started now. */
  readonly variables: () => SentConfig['variables']
  readonly logger: Pick<Logger, 'error'>
}

/** A configuration that is to come into force. */
export interface Step {
  readonly before: Config
  readonly after: Config
  readonly generation: number
  /** Replaced are the processes of these services, in this order… */
  readonly reload: readonly string[]
  /** …in this way. */
  readonly how: 'reload' | 'restart'
  /** Makes it last, when everything goes by it; what it throws takes all back. */
  readonly commit: () => Promise<void>
}

/**
 * Puts a configuration in force everywhere or nowhere: first in the supervisor, then in the processes
 * that run, then by new processes where it takes such. Throws PB_CONFIG_REFUSED, and what replacing
 * and scaling throw; then everything is as before.
 */
export async function applyChange(step: Step, options: ApplyOptions): Promise<void> {
  const { live, control } = options
  const { before, after, how } = step
  const replaced: string[] = []
  try {
    if (after !== before) await tellAll(after, step.generation, options)
    // In between there are never more than the configuration allows: with sessions, just one.
    await scale(before, after, 'down', options)
    for (const service of step.reload) {
      replaced.push(service)
      await control[how](service)
    }
    await scale(before, after, 'up', options)
    await step.commit()
  } catch (error) {
    if (live.current !== before) await goBack(step, replaced, options)
    throw error
  }
}

async function tellAll(config: Config, generation: number, options: ApplyOptions): Promise<void> {
  const { live, control, processes, variables } = options
  const before = live.current
  const problem = await live.take(config)
  if (problem !== null) throw configRefused('The supervisor', problem)
  control.renew()
  const [refusal] = await processes.send({ generation, variables: variables() })
  if (refusal === undefined) return
  await live.take(before)
  control.renew()
  await processes.send({ generation: generation - 1, variables: variables() })
  throw configRefused(refusal.service, refusal.problem)
}

/** What was in force a moment ago is again; what cannot be is told, as nothing better can be done. */
async function goBack(
  { before, after, generation }: Step,
  replaced: readonly string[],
  options: ApplyOptions,
): Promise<void> {
  const { control, logger } = options
  const failed = (err: unknown) =>
    logger.error({ event: 'config.not_gone_back', err }, 'a service did not go back')
  await tellAll(before, generation - 1, options).catch(failed)
  await scale(after, before, 'down', options).catch(failed)
  // One that failed itself goes on with what it had, and starts nothing new for this.
  for (const service of replaced.toReversed()) {
    await control.reload(service).catch(failed)
  }
  await scale(after, before, 'up', options).catch(failed)
}

async function scale(
  before: Config,
  after: Config,
  direction: 'down' | 'up',
  { control, services }: ApplyOptions,
): Promise<void> {
  for (const { name, section } of services) {
    const { workers } = after[section]
    const more = workers - before[section].workers
    if (direction === 'down' ? more < 0 : more > 0) await control.scale(name, workers)
  }
}
