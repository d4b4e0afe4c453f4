import type { LogSinkSetting } from '@promptbin/config'
import type { Logger } from '@promptbin/logging'
import type { LogSinkFigures } from '../log/log-metrics.ts'
import type { LogStream } from '../log/log-stream.ts'
import { Shipper, type ShippingTiming, type ShownSink } from './queue/shipper.ts'
import { shippingBreaker } from './shipping-breaker.ts'
import { createSink } from './sinks/create-sink.ts'

export interface LogShippingOptions {
  readonly sinks: readonly LogSinkSetting[]
  readonly stream: Pick<LogStream, 'onLine'>
  readonly logger: Logger
  readonly timing?: Partial<ShippingTiming>
}

/** The log on its way to places outside of PromptBin. */
export interface LogShipping {
  /** What is lost and what waits, by sink. */
  readonly figures: readonly LogSinkFigures[]
  /** The breaker before each sink. */
  readonly breakers: readonly ShownSink[]
  /** Ends it: what waits is sent within the time, the rest is counted. */
  close(timeoutMs: number): Promise<void>
}

/** Sends every line from now on to each of the sinks. */
export function startLogShipping(options: LogShippingOptions): LogShipping {
  const { sinks, stream, timing = {} } = options
  // These lines tell of the breaker as well: of one that flaps there must not be more.
  const logger = options.logger.child({ breaker: shippingBreaker })
  const shippers = sinks.map((setting) => {
    const { name, level, queueBytes } = setting
    return new Shipper({
      name,
      level,
      queueBytes,
      timing,
      sink: createSink(setting),
      onTrouble: (err) =>
        logger.warn({ event: 'log.ship_failed', sink: name, err }, 'the log cannot be sent on'),
      onRecovered: (lost) =>
        logger.info(
          { event: 'log.ship_recovered', sink: name, lost_lines: lost },
          'the log is sent on again',
        ),
    })
  })
  const stop = stream.onLine(({ level, text }) => {
    for (const shipper of shippers) shipper.add(level, text)
  })
  return {
    get figures() {
      return shippers.map(({ figures }) => figures)
    },
    get breakers() {
      return shippers.map(({ breaker }) => breaker)
    },
    async close(timeoutMs) {
      stop()
      await Promise.all(shippers.map((shipper) => shipper.close(timeoutMs)))
    },
  }
}
