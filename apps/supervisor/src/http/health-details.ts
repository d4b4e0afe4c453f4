import type { CheckReport, HealthReport, OverallHealth } from '@promptbin/health'
import type { ServiceSnapshot } from '../supervision/service-event.ts'
import { diskCheck, promptsCheck } from './health-checks.ts'

export interface HealthDetailsOptions {
  readonly report: HealthReport
  readonly services: readonly ServiceSnapshot[]
  /** Of the supervisor itself. */
  readonly rssBytes: number
}

/**
 * The state of the product in the shape that dashboards of PromptBin know: times in seconds, sizes
 * in words. `flask_app` is `web_app` under its older name; `last_backup` is null without a backup.
 */
export function healthDetails({ report, services, rssBytes }: HealthDetailsOptions): object {
  const find = (name: string) => services.find(({ service }) => service === name)
  const last = (check: string) => report.checks[check]?.[0]
  const gateway = find('mcp-gateway')
  const web = find('prompt-web')
  const webCheck = last('prompt-web')
  const webApp = {
    status: statusOf(web, webCheck),
    url: web?.url ?? null,
    last_health_check: webCheck?.time ?? null,
    response_time: inSeconds(webCheck?.observedValue),
  }
  const rss = services.reduce((sum, { heartbeat }) => sum + (heartbeat?.rssBytes ?? 0), rssBytes)
  return {
    mcp_server: {
      status: statusOf(gateway, last('mcp-gateway')),
      uptime: gateway?.uptimeSeconds ?? 0,
      requests_handled: gateway?.heartbeat?.requestsHandled ?? 0,
      avg_response_time: inSeconds(gateway?.heartbeat?.averageResponseMs ?? 0),
    },
    web_app: webApp,
    flask_app: webApp,
    system: {
      disk_usage: `${last(diskCheck)?.observedValue ?? '?'}%`,
      memory_usage: `${Math.round(rss / 1e6)}MB`,
      prompts_count: last(promptsCheck)?.observedValue ?? null,
      last_backup: null,
    },
  }
}

/** A service that is on its way back is degraded; one that was given up or is ill is unhealthy. */
function statusOf(
  snapshot: ServiceSnapshot | undefined,
  check: CheckReport | undefined,
): OverallHealth {
  if (!snapshot || snapshot.state === 'failed') return 'unhealthy'
  if (snapshot.state !== 'ready') return 'degraded'
  if (check?.status === 'fail') return 'unhealthy'
  return check?.status === 'warn' ? 'degraded' : 'healthy'
}

function inSeconds(milliseconds: unknown): number | null {
  return typeof milliseconds === 'number' ? Math.round(milliseconds) / 1000 : null
}
