import type { Section } from './section.ts'

/** How an instance starts, fails and stops. */
export const operations = {
  max_restart_attempts: {
    doc: 'How often within 10 minutes a service that keeps failing is restarted before it is left alone for restart_pause. 0: never.',
    format: 'count',
    default: '5',
    change: 'live',
  },
  restart_pause: {
    doc: 'How long a service whose restarts are used up is left alone before it is tried again.',
    format: 'duration',
    default: '5m',
    minimum: '1m',
    change: 'live',
  },
  graceful_shutdown_timeout: {
    doc: 'How long requests in flight may take to finish at a shutdown.',
    format: 'duration',
    default: '30s',
    change: 'live',
  },
  max_loop_delay: {
    doc: 'How late the event loop of a process may be before requests are turned away with PB_OVERLOADED. More on a machine that is slow or does much else. 0: any.',
    format: 'duration',
    default: '250ms',
    change: 'fixed',
  },
  ballast: {
    doc: 'Room that is kept by a file in the data folder, and given up when the disk is nearly full, so that what was begun can be finished. 0: none.',
    format: 'bytes',
    default: '8MB',
    maximum: '1GB',
    change: 'live',
  },
  taken_port: {
    doc: 'What is done about a port that another program has: fail, which names it, or next, which takes the next free one. Unless given, next in development and under an AI client.',
    format: 'taken-port',
    default: 'fail',
    change: 'fixed',
  },
  backup_interval: {
    doc: 'How often a backup is made by itself. 0: never.',
    format: 'duration',
    default: '6h',
    change: 'live',
  },
} as const satisfies Section
