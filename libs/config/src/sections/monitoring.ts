import type { Section } from './section.ts'

/** What is watched, how closely, and when somebody is told. */
export const monitoring = {
  health_check_interval: {
    doc: 'How often the health checks of each service run.',
    format: 'duration',
    default: '30s',
    minimum: '100ms',
    change: 'live',
  },
  protocol_probe_interval: {
    doc: 'How often the supervisor connects to mcp-gateway as an AI client, of both eras, to see that it is served. 0: never.',
    format: 'duration',
    default: '2m',
    change: 'live',
  },
  metrics_retention: {
    doc: 'How long figures of processes and key metrics are kept for charts, one for each minute.',
    format: 'duration',
    default: '24h',
    minimum: '1m',
    change: 'live',
  },
  cpu_limit: {
    doc: 'Percent of one core: a process that uses more for a whole minute gets a lower priority, and is told of. 0: any.',
    format: 'count',
    default: '95',
    maximum: '100000',
    change: 'live',
  },
  disk_warn: {
    doc: 'With less free space on the disk of the data folder somebody is told: a size, or a share as in 10%.',
    format: 'free-space',
    default: '1GB',
    change: 'live',
  },
  disk_critical: {
    doc: 'With less free space nothing is saved any more until there is room; reading goes on.',
    format: 'free-space',
    default: '100MB',
    change: 'live',
  },
  inodes_warn: {
    doc: 'The same as disk_warn for the inodes of that disk: every file takes one.',
    format: 'percent',
    default: '5%',
    change: 'live',
  },
  inodes_critical: {
    doc: 'The same as disk_critical for its inodes.',
    format: 'percent',
    default: '1%',
    change: 'live',
  },
  enable_profiling: {
    doc: 'Whether CPU profiles and heap snapshots of the services may be taken. A snapshot holds prompts and secrets.',
    format: 'switch',
    default: 'false',
    change: 'reload',
  },
} as const satisfies Section
