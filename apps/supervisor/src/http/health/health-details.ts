import type { CheckReport, HealthReport, OverallHealth } from '@promptbin/health'
import { promptsCheck, responseCheck } from '../../checks/service-checks.ts'
import type { ProcessSnapshot } from '../../supervision/service-control.ts'
import { type ServiceSummary, summarize } from './service-summary.ts'

export interface HealthDetailsOptions {
  readonly report: HealthReport
  readonly processes: readonly ProcessSnapshot[]
  /** Of the supervisor itself. */
  readonly rssBytes: number
  /** ISO 8601; null before the first. */
  readonly lastBackup: string | null
}

/**
 * The state of the product in the shape that dashboards of PromptBin know: times in seconds, sizes
 * in words. `flask_app` is `web_app` under its older name; `last_backup` is null without a backup.
 */
export function healthDetails(options: HealthDetailsOptions): object {
  const { report, processes, rssBytes, lastBackup } = options
  const last = (check: string) => report.checks[check]?.[0]
  const gateway = summarize(processes, 'mcp-gateway')
  const web = summarize(processes, 'prompt-web')
  const webCheck = last(responseCheck('prompt-web'))
  const webApp = {
    status: statusOf(web, webCheck),
    url: web?.url ?? null,
    last_health_check: webCheck?.time ?? null,
    response_time: inSeconds(webCheck?.observedValue),
  }
  const rss = processes.reduce((sum, { heartbeat }) => sum + (heartbeat?.rssBytes ?? 0), rssBytes)
  return {
    mcp_server: {
      status: statusOf(gateway, last(responseCheck('mcp-gateway'))),
      uptime: gateway?.uptimeSeconds ?? 0,
      requests_handled: gateway?.requestsHandled ?? 0,
      avg_response_time: inSeconds(gateway?.averageResponseMs ?? 0),
    },
    web_app: webApp,
    flask_app: webApp,
    system: {
      disk_usage: `${inWholePercent(last('disk:bytes')?.observedValue)}%`,
      memory_usage: `${Math.round(rss / 1e6)}MB`,
      prompts_count: last(promptsCheck)?.observedValue ?? null,
      last_backup: lastBackup,
    },
  }
}

/** A service that is on its way back is degraded; one that was given up or is ill is unhealthy. */
function statusOf(
  summary: ServiceSummary | undefined,
  check: CheckReport | undefined,
): OverallHealth {
  if (!summary || summary.state === 'failed') return 'unhealthy'
  if (summary.state === 'away') return 'degraded'
  if (check?.status === 'fail') return 'unhealthy'
  return check?.status === 'warn' || summary.state === 'partly' ? 'degraded' : 'healthy'
}

function inWholePercent(percent: unknown): number | '?' {
  return typeof percent === 'number' ? Math.round(percent) : '?'
}

function inSeconds(milliseconds: unknown): number | null {
  return typeof milliseconds === 'number' ? Math.round(milliseconds) / 1000 : null
}
