import { type Config, childEnvironment, deriveConfig, noticesOf } from '@promptbin/config'
import { runInForeground } from '../process/service-process.ts'
import type { ServiceDefinition } from '../services.ts'
import { bindPort } from '../sockets/bind-port.ts'
import { wantedPort } from '../sockets/instance-ports.ts'
import { exitCodes } from '../terminal/exit-codes.ts'
import { type CommandContext, type GlobalOptions, readConfig } from './command-line.ts'

/**
 * Runs one service with the configuration of this command; returns its exit code. Throws
 * `PB_PORT_TAKEN`, which names the holder, where the next port is not to be taken.
 */
export async function runServiceAlone(
  name: ServiceDefinition['name'],
  options: GlobalOptions,
  { services, terminal }: CommandContext,
): Promise<number> {
  const service = services.find((candidate) => candidate.name === name)
  if (service === undefined) return exitCodes.failed
  const command = service.section === 'web' ? 'web' : 'gateway'
  const asked = readConfig(options, command)
  for (const { pointer, message } of noticesOf(asked)) {
    terminal.stderr.write(`${pointer} ${message}\n`)
  }
  const config = await withFreePort(asked, service.section)
  const [wanted, taken] = [asked[service.section].port, config[service.section].port]
  if (wanted !== taken) {
    terminal.stderr.write(`Port ${wanted} was taken, so ${name} is on port ${taken}.\n`)
  }
  return runInForeground(service.entry, childEnvironment(config, undefined, { supervised: false }))
}

/**
 * Looks for the port as an instance does. The service binds it itself, a moment later; should another
 * program be faster, the service says so and ends.
 */
async function withFreePort(config: Config, section: 'web' | 'mcp'): Promise<Config> {
  if (config[section].port === 0) return config
  const socket = await bindPort(wantedPort(config, section))
  socket.close()
  if (socket.port === config[section].port) return config
  const changed = { [section]: { ...config[section], port: socket.port } }
  return deriveConfig(config, changed, 'the port that was free')
}
