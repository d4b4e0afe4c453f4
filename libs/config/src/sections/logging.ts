import type { Section } from './section.ts'

/** What is written to the log. */
export const logging = {
  level: {
    doc: 'The least severe log lines that are written: trace, debug, info, warn, error or fatal.',
    format: 'log-level',
    default: 'info',
  },
} as const satisfies Section
