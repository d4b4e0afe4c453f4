import type { SyslogSinkSetting } from '@promptbin/config'
import { syslogFacilities } from '@promptbin/config'
import type { Sink } from '../../sink.ts'
import { linesOf } from '../shipped-line.ts'
import { createDatagramChannel } from './datagram-channel.ts'
import { createStreamChannel } from './stream-channel.ts'
import { syslogMessage } from './syslog-message.ts'

/** Carries syslog messages to one server. */
export interface SyslogChannel {
  /** Sends them; tells how many were too long for it. Rejects as a sink does. */
  send(messages: readonly string[], signal: AbortSignal): Promise<{ readonly tooLong: number }>
  close(): void
}

/**
 * A syslog server. Its protocol has no answers: lines that a connection has taken and lost are lost,
 * and nobody is told. Where that matters, send to Loki or OTLP.
 */
export function createSyslogSink(setting: SyslogSinkSetting): Sink {
  const facility = syslogFacilities[setting.facility]
  const channel =
    setting.transport === 'udp' ? createDatagramChannel(setting) : createStreamChannel(setting)
  return {
    send: (batch, signal) =>
      channel.send(
        linesOf(batch).map((line) => syslogMessage(line, facility)),
        signal,
      ),
    close: () => channel.close(),
  }
}
