import type { Config } from '@promptbin/config'
import { hasScope } from '@promptbin/security'
import {
  createServiceApp,
  isSameMachine,
  type Live,
  type ServiceAppOptions,
  valueNow,
} from '@promptbin/service'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { announced } from './changes/announced-server.ts'
import type { GatewayParts } from './gateway-parts.ts'
import { mcpRoute } from './http/mcp-route.ts'
import type { Hosting } from './http/serving.ts'
import { sseRoute } from './http/sse/sse-route.ts'
import { statusRoute } from './http/status-route.ts'
import { stdioRoute } from './http/stdio-route.ts'
import { type Profile, wholeLibrary } from './mcp/profiles/profile.ts'
import { maxMessageBytes } from './mcp/server.ts'
import { namesOf, type SecurityOptions, secure } from './security.ts'
import { createStatus } from './status.ts'

export interface GatewayOptions
  extends Omit<ServiceAppOptions, 'bodyLimitBytes' | 'maxBodyDepth' | 'performanceSources'>,
    GatewayParts {
  /** Those with a name, each at an address of its own. */
  readonly profiles: readonly Profile[]
  readonly hosting: Hosting
  /** Who may use the gateway, and under which names. */
  readonly config: SecurityOptions['config']
  /** All of the configuration, told to operators; nothing is told without it. */
  readonly wholeConfig?: Live<Config>
  readonly localKeyHash?: string | undefined
  readonly instanceKey?: string | undefined
  readonly webCredential?: SecurityOptions['webCredential']
  readonly limits?: Pick<SecurityOptions, 'slots'> & Pick<ServiceAppOptions, 'maxConnections'>
  /** How long requests that are under way may still take when a connection ends. */
  readonly requestTimeoutMs: Live<number>
  /** Requests a second of one principal; what the configuration says, unless told. */
  readonly ratePerSecond?: Live<number>
}

/** Builds the gateway: MCP over HTTP and over upgraded connections. It does not listen yet. */
export async function createApp(options: GatewayOptions): Promise<FastifyInstance> {
  const { factories, fastPath, hosting, logger, serving } = options
  const { announcer, endpoints, onSlowReader, places, sessions } = serving
  const app = await createServiceApp({
    ...options,
    ...namesOf(options.config),
    ...options.limits,
    trustedProxies: options.config.auth.trustedProxies,
    mayReadHealth: isOperator,
  })
  await secure(app, { ...options, ...options.limits })
  app.onDrain(() => sessions.closeStreams())
  app.onDrain(() => fastPath?.drain())
  app.onDrain(() => options.administration?.leave())
  app.addHook('onClose', async () => {
    await fastPath?.close()
    await serving.close()
    await options.administration?.close()
  })

  await app.register(mcpRoute, {
    endpoints,
    maxMessageBytes,
    onSlowReader,
    ...(fastPath && { fastPath }),
  })
  await app.register(stdioRoute, {
    serving: serving.overLines,
    announcer,
    places,
    legacy: hosting.legacy === 'reject' ? 'reject' : 'serve',
    logger,
    maxMessageBytes,
    finishTimeoutMs: valueNow(options.requestTimeoutMs),
  })
  if (hosting.sse) {
    await app.register(sseRoute, {
      announced: announced(factories.serverFactoryFor('tcp', wholeLibrary), {
        announcer,
        audienceOf: serving.audienceOf(wholeLibrary),
      }),
      places,
      maxMessageBytes,
      onSlowReader,
    })
  }
  await app.register(statusRoute, {
    status: createStatus({ ...options, ...serving }),
    config: options.wholeConfig,
    mayRead: isOperator,
  })
  return app
}

function isOperator(request: FastifyRequest): boolean {
  return isSameMachine(request) || hasScope(request.principal, 'admin')
}
