import { getHeapStatistics } from 'node:v8'
import { type Config, type DetectedEnvironment, environmentOf, version } from '@promptbin/config'
import type { FastifyInstance } from 'fastify'

/** What of a configuration switches a part of PromptBin on or off. */
type Features = Readonly<Record<string, boolean | string | number>>

/** A process, for whoever develops PromptBin: nothing secret, no path and no variable. */
export interface ProcessDescription {
  readonly service: string
  readonly version: string
  readonly versions: Readonly<Record<string, string>>
  readonly platform: string
  readonly pid: number
  readonly uptimeSeconds: number
  readonly memory: Readonly<Record<string, number>>
  readonly cpuSeconds: { readonly user: number; readonly system: number }
  readonly eventLoop: { readonly utilization: number; readonly delayMs: number | null }
  readonly requests: {
    readonly active: number
    readonly handled: number
    readonly averageMs: number
  }
  /** What keeps the process busy or alive, by kind. */
  readonly handles: Readonly<Record<string, number>>
  readonly features: Features
  /** Where it runs, and why it believes so; of a supervised process its supervisor tells. */
  readonly environment: DetectedEnvironment | null
  readonly routes: readonly string[]
}

const shownVersions = ['node', 'v8', 'uv', 'openssl', 'sqlite'] as const

let loopBefore = performance.eventLoopUtilization()

/**
 * Describes the process that runs the app. The utilisation of the loop is that since this was last
 * asked.
 */
export function describeProcess(
  app: FastifyInstance,
  { service, config }: { readonly service: string; readonly config: Config },
): ProcessDescription {
  const { user, system } = process.cpuUsage()
  const loop = performance.eventLoopUtilization(loopBefore)
  loopBefore = performance.eventLoopUtilization()
  const { activeRequests, requestsHandled, averageResponseMs } = app.traffic
  return {
    service,
    version,
    versions: Object.fromEntries(
      shownVersions.map((name) => [name, process.versions[name] ?? 'none']),
    ),
    platform: `${process.platform} ${process.arch}`,
    pid: process.pid,
    uptimeSeconds: Math.round(process.uptime()),
    memory: describeMemory(),
    cpuSeconds: { user: user / 1e6, system: system / 1e6 },
    eventLoop: { utilization: round(loop.utilization), delayMs: delayOf(app) },
    requests: {
      active: activeRequests,
      handled: requestsHandled,
      averageMs: round(averageResponseMs),
    },
    handles: countByName(process.getActiveResourcesInfo()),
    features: featuresOf(config),
    environment: environmentOf(config) ?? null,
    routes: app.routeNames.toSorted(),
  }
}

function describeMemory(): Readonly<Record<string, number>> {
  const { rss, heapTotal, heapUsed, external, arrayBuffers } = process.memoryUsage()
  return {
    rssBytes: rss,
    heapTotalBytes: heapTotal,
    heapUsedBytes: heapUsed,
    heapLimitBytes: getHeapStatistics().heap_size_limit,
    externalBytes: external,
    arrayBuffersBytes: arrayBuffers,
  }
}

/** What `@fastify/under-pressure` has measured; null where it is off. */
function delayOf(app: FastifyInstance): number | null {
  const delayMs = app.memoryUsage?.().eventLoopDelay
  return delayMs === undefined || !Number.isFinite(delayMs) ? null : round(delayMs)
}

function featuresOf({ auth, logging, mcp, mode, monitoring, share, tracing }: Config): Features {
  return {
    mode,
    'auth.required': auth.required,
    'auth.issuer': auth.issuer !== '',
    'mcp.legacy': mcp.legacy,
    'mcp.sse': mcp.sse,
    'mcp.fast_path': mcp.fastPath,
    'mcp.profiles': mcp.profiles.length,
    'share.enabled': share.enabled,
    'monitoring.enable_profiling': monitoring.enableProfiling,
    'logging.ship': logging.ship.length,
    'tracing.endpoint': tracing.endpoint !== '',
  }
}

function countByName(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000
}
