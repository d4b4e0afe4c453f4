import type { Config } from '@promptbin/config'
import { durationText } from '../../../terminal/duration-text.ts'
import { bytes, count } from '../../view/amounts.ts'

/** A bound, in words, and the setting that it comes from. */
export interface Limit {
  readonly title: string
  readonly value: string
  readonly key: string
}

/** The section of the settings that a service has for itself. */
const sections = { 'prompt-web': 'web', 'mcp-gateway': 'mcp' } as const

const hasSection = (name: string): name is keyof typeof sections => Object.hasOwn(sections, name)

/** What a service may use, and how often it is started again. */
export function limitsOf(name: string, config: Config): readonly Limit[] {
  const { operations, monitoring, supervisor } = config
  const cpu: Limit = {
    title: 'CPU of a process',
    value: monitoring.cpuLimit === 0 ? 'any' : `${monitoring.cpuLimit} % of a core for a minute`,
    key: 'monitoring.cpu_limit',
  }
  if (!hasSection(name)) return [cpu]
  const section = sections[name]
  const { workers, maxMemoryBytes, maxConnections } = config[section]
  return [
    { title: 'Workers', value: count(workers), key: `${section}.workers` },
    { title: 'Spares', value: String(supervisor.spares), key: 'supervisor.spares' },
    {
      title: 'Memory of a process',
      value: bytes(maxMemoryBytes),
      key: `${section}.max_memory`,
    },
    {
      title: 'Connections of a process',
      value: count(maxConnections),
      key: `${section}.max_connections`,
    },
    cpu,
    {
      title: 'Restarts within 10 minutes',
      value: count(operations.maxRestartAttempts),
      key: 'operations.max_restart_attempts',
    },
    {
      title: 'Pause after that',
      value: durationText(operations.restartPauseMs / 1000),
      key: 'operations.restart_pause',
    },
  ]
}
