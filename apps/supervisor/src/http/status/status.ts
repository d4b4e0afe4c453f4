import type { Config } from '@promptbin/config'
import {
  configReport,
  createMcpStatus,
  describeProcess,
  forThisMachine,
  routeNotFound,
} from '@promptbin/service'
import type { FastifyPluginAsync } from 'fastify'
import type { ConfigurationManager } from '../../configuration/configuration-manager.ts'
import type { ProcessSnapshot } from '../../supervision/service-control.ts'
import { askServices } from './ask-services.ts'

/** What is told of how the instance is set up. */
export interface InstanceSetup {
  /** The configuration in force, with the ports that were taken. */
  readonly takenConfig: () => Config
  /** What the processes of this instance know. */
  readonly instanceKey: string
}

export interface StatusOptions extends InstanceSetup {
  readonly config: Pick<ConfigurationManager, 'generation' | 'isLastReadGood'>
  /** The processes of the services, without the supervisor. */
  readonly list: () => readonly ProcessSnapshot[]
}

const service = 'supervisor'

/**
 * How MCP is served, the configuration in force and, in development, what developers want to know: of
 * all services, as each of them tells it of itself.
 */
export const status: FastifyPluginAsync<StatusOptions> = async (app, options) => {
  const { config, instanceKey, list, takenConfig } = options
  const readMcpStatus = createMcpStatus({ config: takenConfig, instanceKey })
  app.addHook('onRequest', forThisMachine())
  const quiet = { config: { quiet: true } }

  // The same is at /api/v1/config, as every operation.
  app.get('/config', quiet, async () => ({
    ...configReport(service, takenConfig()),
    generation: config.generation,
    lastReloadSucceeded: config.isLastReadGood,
  }))

  for (const prefix of ['', '/api/v1']) {
    app.get(`${prefix}/mcp-status`, quiet, async () => {
      const processes = list().filter(({ service: name }) => name === 'mcp-gateway')
      return { ...(await readMcpStatus()), processes: processes.map(briefly) }
    })

    app.get(`${prefix}/debug-info`, quiet, async ({ method, url }) => {
      const current = takenConfig()
      if (current.mode !== 'development') throw routeNotFound(method, url)
      return {
        ...describeProcess(app, { service, config: current }),
        services: await askServices('/debug-info', list()),
      }
    })
  }
}

/** A process in the few words that belong here; `/api/v1/processes` has all. */
function briefly({ worker, pid, state, uptimeSeconds }: ProcessSnapshot): object {
  return { worker, pid: pid ?? null, state, uptimeSeconds }
}
