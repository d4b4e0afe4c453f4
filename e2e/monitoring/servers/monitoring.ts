import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunningInstance } from '../../product.ts'
import { type AlertInbox, openAlertInbox } from './alert-inbox.ts'
import { type RunningServer, startServer } from './programs.ts'
import { PrometheusApi } from './prometheus-api.ts'
import { writeQuickAlertmanager, writeQuickPrometheus } from './quick-configuration.ts'

/** What watches a PromptBin with the shipped configuration, and tells of it. */
export interface Monitoring {
  /** What the Alertmanager has told. */
  readonly inbox: AlertInbox
  /** A Prometheus that asks the supervisor for everything. */
  readonly supervised: PrometheusApi
  /** One that asks each service by itself. */
  readonly alone: PrometheusApi
  stop(): Promise<void>
}

/** Starts a real Alertmanager and a real Prometheus of each kind that is shipped. */
export async function startMonitoring(instance: RunningInstance): Promise<Monitoring> {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-monitoring-'))
  const inbox = await openAlertInbox()
  const alertmanager = await startServer('prometheus-alertmanager', [
    `--config.file=${writeQuickAlertmanager(folder, inbox.url)}`,
    `--storage.path=${join(folder, 'alertmanager')}`,
    '--cluster.listen-address=',
  ])
  const servers: RunningServer[] = [alertmanager]
  const startPrometheus = async (file: string) => {
    const options = { file, folder, instance, alertmanager: alertmanager.url }
    const prometheus = await startServer('prometheus', [
      `--config.file=${writeQuickPrometheus(options)}`,
      `--storage.tsdb.path=${join(folder, `${file}.data`)}`,
      '--enable-feature=exemplar-storage',
    ])
    servers.push(prometheus)
    return new PrometheusApi(prometheus.url)
  }
  return {
    inbox,
    supervised: await startPrometheus('prometheus.yml'),
    alone: await startPrometheus('prometheus-without-supervisor.yml'),
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop()))
      inbox.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
