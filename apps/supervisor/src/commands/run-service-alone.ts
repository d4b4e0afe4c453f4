import { childEnvironment } from '@promptbin/config'
import { runInForeground } from '../process/service-process.ts'
import type { ServiceDefinition } from '../services.ts'
import { exitCodes } from '../terminal/exit-codes.ts'
import { type CommandContext, type GlobalOptions, readConfig } from './command-line.ts'

/** Runs one service with the configuration of this command; returns its exit code. */
export async function runServiceAlone(
  name: ServiceDefinition['name'],
  options: GlobalOptions,
  { services }: CommandContext,
): Promise<number> {
  const variables = childEnvironment(readConfig(options))
  const service = services.find((candidate) => candidate.name === name)
  return service ? runInForeground(service.entry, variables) : exitCodes.failed
}
