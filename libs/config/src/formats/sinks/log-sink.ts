import type { Limits } from '../format.ts'

/** A place outside of PromptBin to which its log is sent. */
export type LogSinkSetting = FileSinkSetting | SyslogSinkSetting | LokiSinkSetting | OtlpSinkSetting

interface AnySinkSetting {
  /** By which metrics and the log call it. */
  readonly name: string
  /** The least severe lines that are sent. */
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'
  /** What may wait for it; after that the oldest lines are dropped, and counted. */
  readonly queueBytes: number
}

/** A further file with all lines, on another disk for example. */
export interface FileSinkSetting extends AnySinkSetting {
  readonly type: 'file'
  readonly path: string
  /** At this size it becomes `<path>.1`, and so on. */
  readonly maxSizeBytes: number
  /** How many of those are kept. */
  readonly keep: number
}

/** A syslog server (RFC 5424), over UDP (RFC 5426), TCP (RFC 6587) or TLS (RFC 5425). */
export interface SyslogSinkSetting extends AnySinkSetting {
  readonly type: 'syslog'
  readonly host: string
  readonly port: number
  readonly transport: 'udp' | 'tcp' | 'tls'
  readonly facility: SyslogFacility
}

/** Grafana Loki, or what takes its push API, as Grafana Alloy does. */
export interface LokiSinkSetting extends AnySinkSetting {
  readonly type: 'loki'
  /** Without `/loki/api/v1/push`. */
  readonly url: string
  /** For basic access; '' for none. */
  readonly user: string
  readonly password: string
  /** For bearer access; '' for none. */
  readonly token: string
  /** `X-Scope-OrgID`; '' for none. */
  readonly tenant: string
  /** Labels of every stream, beside those that we set. */
  readonly labels: Readonly<Record<string, string>>
}

/** An OpenTelemetry collector, over OTLP/HTTP in JSON. */
export interface OtlpSinkSetting extends AnySinkSetting {
  readonly type: 'otlp'
  /** With its path, usually `/v1/logs`. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** RFC 5424 section 6.2.1; the number is its place in this list, with the local ones from 16 on. */
export const syslogFacilities = {
  user: 1,
  daemon: 3,
  local0: 16,
  local1: 17,
  local2: 18,
  local3: 19,
  local4: 20,
  local5: 21,
  local6: 22,
  local7: 23,
} as const

export type SyslogFacility = keyof typeof syslogFacilities

export type SinkType = LogSinkSetting['type']

/** The size of a queue has limits: less holds no batch, and more is more than a dead sink may cost. */
export const queueLimits: Limits = { minimum: '1MB', maximum: '16MB' }
