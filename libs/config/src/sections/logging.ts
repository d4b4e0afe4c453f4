import type { Section } from './section.ts'

/** What is written to the log, and for how long it is kept. */
export const logging = {
  level: {
    doc: 'The least severe log lines that are written: trace, debug, info, warn, error or fatal.',
    format: 'log-level',
    default: 'info',
    change: 'live',
  },
  format: {
    doc: 'How lines are printed: json, or pretty for people. Files are always JSON.',
    format: 'log-format',
    default: 'json',
    change: 'live',
  },
  console: {
    doc: 'Whether lines are printed as well, beside the file: to standard output, under an AI client to standard error. Unless given, only where no person reads them.',
    format: 'switch',
    default: 'true',
    change: 'fixed',
  },
  rotation: {
    doc: 'When a new file is begun: daily, hourly (UTC), or at a size such as 10MB.',
    format: 'rotation',
    default: 'daily',
    change: 'live',
  },
  keep_files: {
    doc: 'How many older files are kept.',
    format: 'count',
    default: '14',
    change: 'live',
  },
  max_total: {
    doc: 'What all files take at most; before that the oldest go, and a file of a busy day is divided.',
    format: 'bytes',
    default: '100MB',
    minimum: '1MB',
    change: 'live',
  },
  slow_request: {
    doc: 'A request that takes longer is logged as a warning, with where the time went. 0: none.',
    format: 'duration',
    default: '1s',
    change: 'live',
  },
  slow_query: {
    doc: 'A query of the library that takes longer is logged as a warning. 0: none.',
    format: 'duration',
    default: '250ms',
    change: 'live',
  },
  ship: {
    doc: 'Places to which the log is sent as well: a list of sinks, each with a type (file, syslog, loki, otlp) and its fields.',
    format: 'log-sinks',
    default: '[]',
    sensitive: true,
    example: '[{"type":"loki","url":"http://127.0.0.1:3100"}]',
    change: 'live',
  },
} as const satisfies Section
