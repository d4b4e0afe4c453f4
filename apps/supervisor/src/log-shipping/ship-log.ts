import { isDeepStrictEqual } from 'node:util'
import type { LogSinkSetting } from '@promptbin/config'
import type { InstanceLog } from '../log/instance-log.ts'
import type { LogShipping } from './log-shipping.ts'
import type { ShownSink } from './queue/shipper.ts'

/** The configuration that an instance's log goes by, with the places to which it is sent. */
type ShippedConfig = Parameters<InstanceLog['configure']>[0] & {
  readonly ship: readonly LogSinkSetting[]
}

/** A log that is also sent to other places. */
export interface ShippedLog extends InstanceLog {
  configure(logging: ShippedConfig): void
  /** The breakers before the places that it is sent to. */
  sinks(): readonly ShownSink[]
  /** Ends it; what waits to be sent has at most so long. */
  close(timeoutMs?: number): Promise<void>
}

/** A stop has more to do than to wait for a collector. */
const longestCloseMs = 5_000

/**
 * Sends the lines of a log to the sinks as well, and to others when the configuration says so. The
 * code for that is loaded when there is a sink.
 */
export async function shipLog(
  log: InstanceLog,
  sinks: readonly LogSinkSetting[],
): Promise<ShippedLog> {
  let wanted = sinks
  let shipping = await start(log, sinks)
  let changing = Promise.resolve()
  const change = async (next: readonly LogSinkSetting[]) => {
    const before = shipping
    shipping = await start(log, next)
    // The sinks from before end on their own; what they still have goes there.
    await before?.close(longestCloseMs)
  }
  return {
    ...log,
    figures: () => [...log.figures(), ...(shipping?.figures ?? [])],
    sinks: () => shipping?.breakers ?? [],
    configure(logging) {
      log.configure(logging)
      if (isDeepStrictEqual(wanted, logging.ship)) return
      wanted = logging.ship
      changing = changing.then(() => change(logging.ship))
    },
    async close(timeoutMs = longestCloseMs) {
      await changing
      await shipping?.close(Math.min(timeoutMs, longestCloseMs))
      await log.close()
    },
  }
}

async function start(
  { stream, logger }: InstanceLog,
  sinks: readonly LogSinkSetting[],
): Promise<LogShipping | undefined> {
  if (sinks.length === 0) return undefined
  const { startLogShipping } = await import('./log-shipping.ts')
  return startLogShipping({ sinks, stream, logger })
}
