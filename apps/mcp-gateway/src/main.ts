import { parseArgs } from 'node:util'
import { isSupervised, loadConfig, version } from '@promptbin/config'
import { createHealth } from '@promptbin/health'
import { createLogger, currentRequestId } from '@promptbin/logging'
import { createMetrics } from '@promptbin/metrics'
import { createPromptClient } from '@promptbin/prompt-client'
import { exitWithError, runService } from '@promptbin/service'
import { createApp } from './app.ts'
import { createHealthChecks } from './health-checks.ts'
import { createLibraryObserver } from './library-observer.ts'
import { wholeLibrary } from './mcp/profiles/profile.ts'
import { createServerFactory, maxMessageBytes } from './mcp/server.ts'
import { createGatewayMetrics } from './metrics.ts'
import { createOperationLog } from './operation-log.ts'
import { serveProcess } from './stdio/serve-process.ts'

const service = 'mcp-gateway'

async function main() {
  const { values } = parseArgs({
    options: { config: { type: 'string' }, stdio: { type: 'boolean', default: false } },
  })
  const { logging, mcp, monitoring, operations } = loadConfig({ configFile: values.config })
  const { requestTimeoutMs } = mcp
  // Over stdio standard output belongs to the protocol.
  const destination = values.stdio ? { destination: process.stderr } : {}
  const logger = createLogger({ service, version, level: logging.level, ...destination })
  const metrics = createMetrics({ service, version })
  const gatewayMetrics = createGatewayMetrics(metrics)
  const library = createPromptClient({
    baseUrl: mcp.webUrl,
    timeoutMs: requestTimeoutMs,
    requestId: currentRequestId,
    observer: createLibraryObserver({ metrics, logger }),
  })
  const logOperation = createOperationLog(logger)
  const { serverFactoryFor } = createServerFactory({
    library,
    version,
    requestTimeoutMs,
    onOperation: (report) => {
      gatewayMetrics.observeOperation(report)
      logOperation(report)
    },
  })
  const close = () => library.close()

  if (values.stdio) {
    const finishTimeoutMs = Math.min(requestTimeoutMs, operations.gracefulShutdownTimeoutMs)
    const factory = serverFactoryFor('pipe', wholeLibrary)
    await serveProcess({ factory, logger, maxMessageBytes, finishTimeoutMs, close })
    process.exit()
  }
  const intervalMs = monitoring.healthCheckIntervalMs
  const health = createHealth({ service, version, checks: createHealthChecks(library), intervalMs })
  const app = await createApp({ logger, metrics, health, serverFactoryFor, requestTimeoutMs })
  await runService({
    app,
    logger,
    health,
    host: mcp.host,
    port: mcp.port,
    supervised: isSupervised(),
    drainTimeoutMs: operations.gracefulShutdownTimeoutMs,
    close,
  })
}

await main().catch(exitWithError)
