import type { LogLevel } from '@promptbin/logging'
import { readLineHead } from '../../log/output-line.ts'
import type { Batch } from '../queue/batch-queue.ts'

/** A line with what every protocol wants to know of it. */
export interface ShippedLine {
  /** The line as the file has it. */
  readonly text: string
  /** ISO 8601, UTC. */
  readonly time: string
  readonly level: LogLevel
  readonly service: string
}

/** The lines of a batch. All of them were made by us, so each begins as ours do. */
export function linesOf({ bytes }: Batch): readonly ShippedLine[] {
  return bytes
    .toString('utf8')
    .split('\n')
    .flatMap((text) => {
      const head = readLineHead(text)
      return head ? [{ text, time: head.time, level: head.level, service: head.service }] : []
    })
}

/** Nanoseconds since the epoch, as text: more digits than a number has. */
export function nanosecondsOf(time: string): string {
  return `${Date.parse(time)}000000`
}
