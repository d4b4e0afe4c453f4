import type { Section } from './section.ts'

/** How an instance starts, fails and stops. */
export const operations = {
  max_restart_attempts: {
    doc: 'How often a service that keeps failing is restarted before it is given up. 0: never.',
    format: 'count',
    default: '5',
  },
  graceful_shutdown_timeout: {
    doc: 'How long requests in flight may take to finish at a shutdown.',
    format: 'duration',
    default: '30s',
  },
  ballast: {
    doc: 'Room that is kept by a file in the data folder, and given up when the disk is nearly full, so that what was begun can be finished. 0: none.',
    format: 'bytes',
    default: '8MB',
    maximum: '1GB',
  },
} as const satisfies Section
