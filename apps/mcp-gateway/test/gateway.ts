import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import type { BreakerState } from '@promptbin/breaker'
import { type Config, loadConfig } from '@promptbin/config'
import { createHealth, type Health } from '@promptbin/health'
import { createLogger } from '@promptbin/logging'
import { createMetrics } from '@promptbin/metrics'
import type { FastifyInstance } from 'fastify'
import { createApp, type GatewayOptions } from '../src/app.ts'
import { createGatewayParts, type SupervisorAccess } from '../src/gateway-parts.ts'
import { createHealthChecks } from '../src/health-checks.ts'
import type { Hosting } from '../src/http/serving.ts'
import type { Administration } from '../src/mcp/admin/administration.ts'
import type { Profile } from '../src/mcp/profiles/profile.ts'
import type { ServerPlugin } from '../src/mcp/server.ts'
import type { LogLine } from './service-process.ts'

/** The whole gateway within the test's process, composed as `main.ts` does it. */
export interface Gateway {
  readonly url: string
  readonly app: FastifyInstance
  readonly health: Health
  /** Undefined without a supervisor. */
  readonly administration: Administration | undefined
  readonly log: readonly LogLine[]
  /** Resolves when the breaker next changes to `state`. */
  breakerBecomes(state: BreakerState): Promise<void>
  stop(): Promise<void>
}

export interface StartOptions {
  readonly webUrl: string
  readonly requestTimeoutMs?: number
  readonly resetTimeoutMs?: number
  readonly hosting?: Partial<Hosting>
  readonly profiles?: readonly Profile[]
  /** Settings by their names in code, such as `authRequired`. */
  readonly settings?: Readonly<Record<string, unknown>>
  readonly limits?: GatewayOptions['limits']
  /** What the processes of its instance know. */
  readonly instanceKey?: string
  readonly fastPath?: boolean
  readonly plugins?: readonly ServerPlugin[]
  readonly supervisor?: SupervisorAccess
}

/** As the settings have them by default. */
const usualHosting: Hosting = {
  legacy: 'session',
  maxConnections: 100,
  sessionTimeoutMs: 1_800_000,
  sse: false,
}

/** What the gateway is told of who may use it. */
function configFor({ webUrl, settings = {} }: StartOptions): Config {
  const given = { mcpPort: 0, mcpWebUrl: webUrl, ...settings }
  return loadConfig({ arguments: given, environment: {}, workingDirectory: tmpdir() })
}

/** Starts the gateway on a free port. */
export async function startGateway(options: StartOptions): Promise<Gateway> {
  const { webUrl, requestTimeoutMs = 10_000, resetTimeoutMs = 5_000, profiles = [] } = options
  const hosting = { ...usualHosting, ...options.hosting }
  const service = { service: 'mcp-gateway', version: '1.2.3' }
  const log: LogLine[] = []
  const destination = { write: (line: string) => log.push(JSON.parse(line)) }
  const logger = createLogger({ ...service, level: 'debug', destination })
  const metrics = createMetrics(service)
  const waiting = new Map<BreakerState, () => void>()
  const parts = createGatewayParts({
    version: service.version,
    logger,
    metrics,
    webUrl,
    requestTimeoutMs,
    resetTimeoutMs,
    profiles,
    hosting,
    ...(options.fastPath !== undefined && { fastPath: options.fastPath }),
    ...(options.plugins && { plugins: options.plugins }),
    supervisor: options.supervisor,
    onBreaker: (breaker, state) => {
      if (breaker === 'reads') waiting.get(state)?.()
    },
  })
  const { library } = parts
  const isIssuerTrusted = configFor(options).auth.issuer !== ''
  const issuer = isIssuerTrusted ? parts.breakers.of('issuer') : undefined
  const checks = createHealthChecks({ library, serving: parts.serving, issuer })
  const health = createHealth({ ...service, checks, intervalMs: 60_000 })
  const app = await createApp({
    ...parts,
    logger,
    metrics,
    health,
    // The tests of several projects share the machine; this one is not about overload.
    maxLoopDelayMs: 0,
    profiles,
    hosting,
    config: configFor(options),
    wholeConfig: configFor(options),
    instanceKey: options.instanceKey,
    ...(options.limits && { limits: options.limits }),
    requestTimeoutMs,
  })
  await app.ready()
  await health.start()
  app.server.listen(0, '127.0.0.1')
  await once(app.server, 'listening')
  health.setState('ready')

  return {
    url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    app,
    health,
    administration: parts.administration,
    log,
    breakerBecomes: (state) => new Promise((resolve) => waiting.set(state, resolve)),
    stop: async () => {
      await app.startDrain(1_000)
      app.server.closeAllConnections()
      await app.close()
      health.stop()
      await library.close()
    },
  }
}
