import type { LokiSinkSetting } from '@promptbin/config'
import type { Batch } from '../../queue/batch-queue.ts'
import type { Sink } from '../../sink.ts'
import { linesOf, nanosecondsOf } from '../shipped-line.ts'
import { createPoster, isRefusal } from './post.ts'

/** Lines that share their labels, oldest first. */
interface Stream {
  readonly stream: Readonly<Record<string, string>>
  readonly values: [nanoseconds: string, line: string][]
}

/**
 * Loki's push API (`POST /loki/api/v1/push`, as JSON), which Grafana Alloy takes as well. Few labels:
 * `job`, `service` and `level`, as each further value is a stream of its own; the rest is in the line.
 */
export function createLokiSink(setting: LokiSinkSetting): Sink {
  const { name, url, tenant } = setting
  const authorization = authorizationOf(setting)
  const poster = createPoster({
    name,
    url: `${url}/loki/api/v1/push`,
    headers: {
      ...(authorization && { authorization }),
      ...(tenant && { 'x-scope-orgid': tenant }),
    },
  })
  return {
    async send(batch, signal) {
      const body = JSON.stringify({ streams: streamsOf(batch, setting.labels) })
      const answer = await poster.post(body, signal)
      return { refused: isRefusal(answer) ? batch.lines : 0 }
    },
    close: () => poster.close(),
  }
}

function authorizationOf({ user, password, token }: LokiSinkSetting): string | undefined {
  if (token !== '') return `Bearer ${token}`
  if (user === '' && password === '') return undefined
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

function streamsOf(batch: Batch, labels: LokiSinkSetting['labels']): readonly Stream[] {
  const streams = new Map<string, Stream>()
  for (const { service, level, time, text } of linesOf(batch)) {
    const key = `${service} ${level}`
    const stream = streams.get(key) ?? {
      stream: { job: 'promptbin', ...labels, service, level },
      values: [],
    }
    stream.values.push([nanosecondsOf(time), text])
    streams.set(key, stream)
  }
  return [...streams.values()]
}
