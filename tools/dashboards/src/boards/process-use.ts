import type { Row } from '../dashboard.ts'

/** Utilisation, saturation and errors of the processes of a service, or of several: a regular expression. */
export function processUse(service: string): Row {
  const of = `instance=~"$instance", service=~"${service}"`
  const legend = '{{service}} {{worker}}'
  return {
    title: 'Use: what the processes need',
    panels: [
      {
        title: 'CPU',
        description: 'Seconds of CPU a second: 1 is one core.',
        unit: 'percentunit',
        queries: [{ expr: `rate(process_cpu_seconds_total{${of}}[$__rate_interval])`, legend }],
      },
      {
        title: 'Memory, of what it may have',
        description: 'At 1 a process is replaced by a fresh one.',
        unit: 'percentunit',
        queries: [
          {
            expr: `process_resident_memory_bytes{${of}} / (promptbin_memory_limit_bytes{${of}} > 0)`,
            legend,
          },
        ],
        runbook: 'memory-near-limit',
        alarmFrom: 0.85,
      },
      {
        title: 'Resident memory',
        description: 'What the system gives the process.',
        unit: 'bytes',
        queries: [{ expr: `process_resident_memory_bytes{${of}}`, legend }],
      },
      {
        title: 'Lag of the event loop',
        description: 'How late one in a hundred of its turns was: every answer waits as long.',
        unit: 's',
        queries: [{ expr: `nodejs_eventloop_lag_p99_seconds{${of}}`, legend }],
        runbook: 'event-loop-lags',
        alarmFrom: 0.2,
      },
      {
        title: 'Use of the event loop',
        description: 'The share of its time in which it had something to do.',
        unit: 'percentunit',
        queries: [{ expr: `nodejs_eventloop_utilization_ratio{${of}}`, legend }],
      },
      {
        title: 'Descriptors, of what it may have',
        description: 'Open files and connections.',
        unit: 'percentunit',
        queries: [
          { expr: `process_open_fds{${of}} / (promptbin_descriptors_limit{${of}} > 0)`, legend },
        ],
        runbook: 'descriptors-near-limit',
        alarmFrom: 0.8,
      },
    ],
  }
}
