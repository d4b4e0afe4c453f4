import type { OtlpSinkSetting } from '@promptbin/config'
import type { Sink } from '../../sink.ts'
import { linesOf } from '../shipped-line.ts'
import { exportOf } from './otlp-records.ts'
import { createPoster, isRefusal } from './post.ts'

/** OTLP/HTTP in JSON (OpenTelemetry protocol 1.x), to `/v1/logs` of a collector. */
export function createOtlpSink({ name, url, headers }: OtlpSinkSetting): Sink {
  const poster = createPoster({ name, url, headers })
  return {
    async send(batch, signal) {
      const answer = await poster.post(JSON.stringify(exportOf(linesOf(batch))), signal)
      return { refused: isRefusal(answer) ? batch.lines : rejectedOf(answer.text) }
    },
    close: () => poster.close(),
  }
}

/** A collector may take a part only: `{ partialSuccess: { rejectedLogRecords: "3" } }`. */
function rejectedOf(text: string): number {
  try {
    const rejected = Number(JSON.parse(text)?.partialSuccess?.rejectedLogRecords)
    return Number.isSafeInteger(rejected) && rejected > 0 ? rejected : 0
  } catch {
    return 0
  }
}
