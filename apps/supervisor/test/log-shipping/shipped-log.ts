import { type LogSinkSetting, loadConfig } from '@promptbin/config'
import { createLogger } from '@promptbin/logging'
import { onTestFinished } from 'vitest'
import { LogStream } from '../../src/log/log-stream.ts'
import { type LogShipping, startLogShipping } from '../../src/log-shipping/log-shipping.ts'

/** Attempts follow each other at once, so that no test waits. */
const timing = { lingerMs: 1, attemptMs: 2_000, firstPauseMs: 1, longestPauseMs: 5 }

export const someTime = '2026-11-22T12:00:00.123Z'

/** A log that is sent to these sinks, and what the supervisor says of that. */
export function startShippedLog(sinks: readonly object[], slower: Partial<typeof timing> = {}) {
  const stream = new LogStream({ lastSeq: 0 })
  const said: Record<string, unknown>[] = []
  const waiting = new Map<string, () => void>()
  const logger = createLogger({
    service: 'supervisor',
    version: '0.0.0-test',
    level: 'info',
    destination: {
      write: (line) => {
        const fields = JSON.parse(line)
        said.push(fields)
        waiting.get(fields.event)?.()
      },
    },
  })
  const shipping: LogShipping = startLogShipping({
    sinks: readSinks(sinks),
    stream,
    logger,
    timing: { ...timing, ...slower },
  })
  onTestFinished(() => shipping.close(0))
  return {
    shipping,
    said,
    /** Settles when the supervisor's log has had such a line. */
    async event(name: string): Promise<Record<string, unknown> | undefined> {
      const find = () => said.find(({ event }) => event === name)
      if (find() === undefined) await new Promise<void>((resolve) => waiting.set(name, resolve))
      return find()
    },
    write(msg: string, fields: Record<string, unknown> = {}) {
      const { level = 'info', service = 'prompt-web', worker = 0, ...others } = fields
      const json = JSON.stringify({ level, time: someTime, service, pid: 4711, ...others, msg })
      stream.publish({ time: someTime, level, service, worker, json } as never)
    },
  }
}

function readSinks(sinks: readonly object[]): readonly LogSinkSetting[] {
  const environment = { PROMPTBIN_LOGGING_SHIP: JSON.stringify(sinks) }
  return loadConfig({ environment, workingDirectory: '/' }).logging.ship
}
