import { parseArgs } from 'node:util'
import {
  type Config,
  gatherEvidence,
  instanceKey,
  isSupervised,
  loadConfig,
  localKeyHash,
  supervisorUrlOf,
  version,
} from '@promptbin/config'
import { createHealth } from '@promptbin/health'
import { createLogger, currentTraceId } from '@promptbin/logging'
import { createMetrics } from '@promptbin/metrics'
import {
  armAskedFailpoints,
  endWithSupervisor,
  exitWithError,
  LiveConfig,
  logConfigNotices,
  runService,
  startServiceTracing,
} from '@promptbin/service'
import { createApp } from './app.ts'
import { webCredential } from './auth/web-credential.ts'
import { createGatewayParts, type SupervisorAccess } from './gateway-parts.ts'
import { createHealthChecks } from './health-checks.ts'
import { followSettings, liveSettings } from './live-settings.ts'
import { serveProcess } from './stdio/serve-process.ts'

const service = 'mcp-gateway'

async function main() {
  const takeOver = endWithSupervisor(isSupervised())
  const values = readArguments()
  const live = await readLiveConfig(values)
  const config = live.current
  const { logging, mcp, monitoring, operations } = config
  // Over stdio standard output belongs to the protocol.
  const destination = values.stdio ? { destination: process.stderr } : {}
  // A supervisor reads what is printed.
  const format = isSupervised() ? 'json' : logging.format
  const logger = createLogger({ service, version, level: logging.level, format, ...destination })
  logConfigNotices(config, logger)
  const memoryLimitBytes = mcp.maxMemoryBytes
  const metrics = createMetrics({ service, version, traceId: currentTraceId, memoryLimitBytes })
  const settings = config.tracing
  const tracing = await startServiceTracing({ service, version, settings, logger, metrics })
  const { slowRequestMs, hosting, requestTimeoutMs, ...limits } = liveSettings(live)
  const credential = webCredential(config, instanceKey())
  const observed = { logger, metrics, tracing, slowRequestMs, webCredential: credential }
  const known = { ...mcp, ...observed, version, supervisor: supervisorAccess(config) }
  const parts = createGatewayParts({ ...known, hosting, requestTimeoutMs })
  const close = async () => {
    await parts.library.close()
    await tracing?.close()
  }

  if (values.stdio) {
    const finishTimeoutMs = Math.min(mcp.requestTimeoutMs, operations.gracefulShutdownTimeoutMs)
    const { profile = null } = values
    await serveProcess({ ...parts, profile, hosting, logger, finishTimeoutMs, close })
    process.exit()
  }
  const issuer = config.auth.issuer === '' ? undefined : parts.breakers.of('issuer')
  const checks = createHealthChecks({ ...parts, issuer, tracing })
  const intervalMs = monitoring.healthCheckIntervalMs
  const health = createHealth({ service, version, checks, intervalMs })
  const app = await createApp({
    ...parts,
    ...observed,
    health,
    profiles: mcp.profiles,
    hosting,
    config,
    wholeConfig: () => live.current,
    localKeyHash: localKeyHash(),
    instanceKey: instanceKey(),
    requestTimeoutMs,
    ...limits,
  })
  followSettings(live, parts)
  takeOver()
  await runService({
    app,
    config: live,
    logger,
    health,
    host: mcp.host,
    port: mcp.port,
    supervised: isSupervised(),
    drainTimeoutMs: () => live.current.operations.gracefulShutdownTimeoutMs,
    close,
  })
}

/** What the command line says; throws what `parseArgs` throws. */
function readArguments() {
  const { values } = parseArgs({
    options: {
      config: { type: 'string' },
      stdio: { type: 'boolean', default: false },
      profile: { type: 'string' },
    },
  })
  return values
}

/** What faults tests ask for hold from here on. */
async function readLiveConfig(asked: ReturnType<typeof readArguments>): Promise<LiveConfig> {
  const evidence = gatherEvidence({ speaksStdio: asked.stdio })
  const live = new LiveConfig(loadConfig({ configFile: asked.config, evidence }))
  await armAskedFailpoints(live.current, service)
  return live
}

/** Only processes of an instance may ask its supervisor; a gateway that runs alone has none. */
function supervisorAccess(config: Config): SupervisorAccess | undefined {
  const key = instanceKey()
  if (key === undefined) return undefined
  return { url: supervisorUrlOf(config), instanceKey: key, adminTools: config.mcp.adminTools }
}

await main().catch(exitWithError)
