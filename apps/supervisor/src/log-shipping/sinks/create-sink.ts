import type { LogSinkSetting } from '@promptbin/config'
import type { Sink } from '../sink.ts'
import { createFileSink } from './file-sink.ts'
import { createLokiSink } from './http/loki-sink.ts'
import { createOtlpSink } from './http/otlp-sink.ts'
import { createSyslogSink } from './syslog/syslog-sink.ts'

/** The way to a place, as its entry in the configuration says. */
export function createSink(setting: LogSinkSetting): Sink {
  switch (setting.type) {
    case 'file':
      return createFileSink(setting)
    case 'syslog':
      return createSyslogSink(setting)
    case 'loki':
      return createLokiSink(setting)
    case 'otlp':
      return createOtlpSink(setting)
  }
}
