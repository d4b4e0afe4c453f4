import { type Config, deriveConfig } from '@promptbin/config'
import { bindPort, type WantedPort } from './bind-port.ts'
import type { ListeningSocket } from './listening-socket.ts'

/** The sockets of an instance, by the section of the configuration that asks for them. */
export type InstanceSockets = Readonly<Record<Section, ListeningSocket>>

type Section = 'web' | 'mcp' | 'supervisor'

const sections: readonly Section[] = ['web', 'mcp', 'supervisor']

/**
 * Binds all ports of an instance, or none. Throws `PB_PORT_TAKEN`, `PB_PORT_UNUSABLE`.
 */
export async function bindPorts(config: Config): Promise<InstanceSockets> {
  const sockets: Partial<Record<Section, ListeningSocket>> = {}
  try {
    for (const section of sections) sockets[section] = await bindPort(wantedPort(config, section))
    return sockets as InstanceSockets
  } catch (error) {
    closeSockets(sockets)
    throw error
  }
}

/** The port of a section, and what is to be done when it is taken. */
export function wantedPort(config: Config, section: Section | 'share'): WantedPort {
  const { host, port } = config[section]
  return { setting: `${section}.port`, host, port, whenTaken: config.operations.takenPort }
}

/** From now on connections are refused. */
export function closeSockets(sockets: Partial<InstanceSockets>): void {
  for (const socket of Object.values(sockets)) socket.close()
}

/** The configuration as it has become: with the ports that were really taken. */
export function withPorts(config: Config, { web, mcp, supervisor }: InstanceSockets): Config {
  const taken = {
    web: { ...config.web, port: web.port },
    mcp: { ...config.mcp, port: mcp.port, webUrl: urlOf(web) },
    supervisor: { ...config.supervisor, port: supervisor.port },
  }
  return deriveConfig(config, taken, 'the ports that were free')
}

/** The configuration for an instance that nobody has to find by its ports. */
export function onAnyPorts(config: Config): Config {
  const { web, mcp, supervisor } = config
  const port = 0
  const anyPorts = {
    web: { ...web, port },
    mcp: { ...mcp, port },
    supervisor: { ...supervisor, port },
  }
  return deriveConfig(config, anyPorts, 'any ports, as nobody has to find them')
}

/** Every address of this machine: to listen on, not to connect to. */
const wildcards: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

/** Where a socket is reached over HTTP from this machine. */
export function urlOf({ host, port }: Pick<ListeningSocket, 'host' | 'port'>): string {
  const address = wildcards[host] ?? host
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`
}
