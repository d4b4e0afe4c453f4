import { join } from 'node:path'
import { type JsonLines, openJsonLines } from '../../state/json-lines.ts'
import type { StateLog } from '../../state/state-file.ts'
import type { Figures } from '../figures.ts'
import { addTotals, combineOverTime, combineProcesses } from './combine.ts'
import { FigureRing, type Sample } from './figure-ring.ts'
import {
  type FigureSubject,
  type MinuteRecord,
  parseMinute,
  readMinute,
  type WrittenMinute,
  writeMinute,
} from './minute-record.ts'

export interface FiguresHistoryOptions {
  /** The state folder. */
  readonly folder: string
  /** How long minutes are kept, in milliseconds. */
  readonly retentionMs: number
  readonly log: StateLog
}

/** The figures of one process at one moment. */
export interface ProcessSample extends FigureSubject {
  readonly processId: number
  readonly figures: Figures
}

/** The samples of a process, or of a service, oldest first. */
export interface FigureLine extends FigureSubject {
  readonly samples: readonly Sample[]
}

export interface FigureQuestion {
  readonly service?: string | undefined
  /** Milliseconds since 1970. */
  readonly fromMs: number
}

interface Line {
  subject: FigureSubject
  readonly ring: FigureRing
}

const minuteMs = 60_000

/** Every second of the last ten minutes is kept, in memory: that is what people look at first. */
export const keptInMemoryMs = 10 * minuteMs
const ringRows = 600

/** A crash loop makes a process after the other; of so many that have ended the seconds are kept. */
const endedLines = 32

/** As long as the line of a minute becomes, and how many there are of it: processes and services. */
const [lineBytes, linesPerMinute] = [256, 8]
const [leastFileBytes, mostFileBytes] = [64 * 1024, 32 * 1024 * 1024]

/**
 * The figures of all processes and of each service: every second for ten minutes in memory, every
 * minute for as long as wanted on the disk. That is a list of lines and no state file, because
 * writing a day anew every minute would wear a disk out for nothing, and because a line that is lost
 * with a crash is no harm.
 */
export class FiguresHistory {
  readonly #options: FiguresHistoryOptions
  #minutes: JsonLines<WrittenMinute>
  #retentionMs: number
  readonly #lines = new Map<string, Line>()
  /** What ended processes of a service have added up to. */
  readonly #totals = new Map<string, Figures>()
  #last = new Map<number, ProcessSample>()
  #minuteMs = 0

  constructor(options: FiguresHistoryOptions) {
    this.#options = options
    this.#retentionMs = options.retentionMs
    this.#minutes = openMinutes(options)
  }

  /** Keeps minutes for so long from now on; settles when what was there is on the disk. */
  async setRetention(retentionMs: number): Promise<void> {
    if (retentionMs === this.#retentionMs) return
    await this.#minutes.flush()
    this.#retentionMs = retentionMs
    this.#minutes = openMinutes({ ...this.#options, retentionMs })
  }

  /** Takes the figures of all processes of one moment; `isWritable` says whether minutes are kept. */
  add(atMs: number, samples: readonly ProcessSample[], { isWritable = true } = {}): void {
    const minute = Math.floor(atMs / minuteMs) * minuteMs
    if (minute !== this.#minuteMs) {
      if (isWritable && this.#minuteMs > 0) this.#writeMinute(this.#minuteMs)
      this.#minuteMs = minute
      this.#forgetEnded()
    }
    this.#retire(samples)
    for (const { figures, ...subject } of samples) this.#lineOf(subject).ring.add({ atMs, figures })
    for (const [service, members] of Map.groupBy(samples, (sample) => sample.service)) {
      const together = combineProcesses(members.map(({ figures }) => figures))
      const figures = addTotals(together, this.#totals.get(service) ?? {})
      const subject = { service, worker: null, processId: null, pid: null }
      this.#lineOf(subject).ring.add({ atMs, figures })
    }
  }

  /** The newest figures of a process; null when it was never seen. */
  latestOf(processId: number): Figures | null {
    return this.#last.get(processId)?.figures ?? null
  }

  /** What is known since a moment: minutes where seconds are forgotten, then seconds. */
  async read({ service, fromMs }: FigureQuestion): Promise<readonly FigureLine[]> {
    const lines = new Map<string, { subject: FigureSubject; samples: Sample[] }>()
    const collect = (subject: FigureSubject, samples: Iterable<Sample>) => {
      if (service !== undefined && subject.service !== service) return
      const line = lines.get(keyOf(subject)) ?? { subject, samples: [] }
      line.subject = subject
      for (const sample of samples) line.samples.push(sample)
      lines.set(keyOf(subject), line)
    }
    for (const { atMs, figures, ...subject } of await this.#readMinutes(fromMs)) {
      collect(subject, [{ atMs, figures }])
    }
    for (const { subject, ring } of this.#lines.values()) collect(subject, ring.between(fromMs))
    const known = [...lines.values()].filter(({ samples }) => samples.length > 0)
    return known.map(({ subject, samples }) => ({ ...subject, samples }))
  }

  /** Writes the minute that has begun; settles when it is on the disk, or cannot be. */
  async close(): Promise<void> {
    if (this.#minuteMs > 0) this.#writeMinute(this.#minuteMs)
    await this.#minutes.flush()
  }

  async #readMinutes(fromMs: number): Promise<readonly MinuteRecord[]> {
    const oldestMs = Math.max(fromMs, Date.now() - this.#retentionMs)
    const secondsFromMs = this.#oldestSecondMs()
    const found: MinuteRecord[] = []
    if (oldestMs >= secondsFromMs) return found
    for await (const written of this.#minutes.read()) {
      const { atMs } = written
      if (atMs + minuteMs <= oldestMs) continue
      const line = this.#lines.get(keyOf(written))
      // A minute of which there are seconds is told by those.
      if (atMs < (line?.ring.oldestMs ?? Number.POSITIVE_INFINITY)) found.push(readMinute(written))
    }
    return found
  }

  #oldestSecondMs(): number {
    const oldest = [...this.#lines.values()].map(({ ring }) => ring.oldestMs ?? 0)
    return oldest.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...oldest)
  }

  #lineOf(subject: FigureSubject): Line {
    const key = keyOf(subject)
    const line = this.#lines.get(key) ?? { subject, ring: new FigureRing(ringRows) }
    // A spare gets a worker's number later.
    line.subject = subject
    this.#lines.set(key, line)
    return line
  }

  #writeMinute(minute: number): void {
    for (const { subject, ring } of this.#lines.values()) {
      const samples = [...ring.between(minute, minute + minuteMs)]
      if (samples.length === 0) continue
      const figures = combineOverTime(samples.map((sample) => sample.figures))
      this.#minutes.append(writeMinute({ ...subject, atMs: minute, figures }))
    }
  }

  /** Adds what ended processes have done to the totals of their service. */
  #retire(samples: readonly ProcessSample[]): void {
    const present = new Map(samples.map((sample) => [sample.processId, sample]))
    for (const [processId, { service, figures }] of this.#last) {
      if (present.has(processId)) continue
      this.#totals.set(service, addTotals(figures, this.#totals.get(service) ?? {}))
    }
    this.#last = present
  }

  #forgetEnded(): void {
    const oldestMs = this.#minuteMs - keptInMemoryMs
    const ended = [...this.#lines].filter(
      ([, { subject }]) => subject.processId !== null && !this.#last.has(subject.processId),
    )
    const surplus = ended.length - endedLines
    for (const [index, [key, { ring }]] of ended.entries()) {
      if (index < surplus || (ring.newestMs ?? 0) < oldestMs) this.#lines.delete(key)
    }
  }
}

const keyOf = ({ service, processId }: FigureSubject) => `${service} ${processId ?? ''}`

function openMinutes({
  folder,
  retentionMs,
  log,
}: FiguresHistoryOptions): JsonLines<WrittenMinute> {
  const bytes = (retentionMs / minuteMs) * linesPerMinute * lineBytes
  return openJsonLines<WrittenMinute>({
    file: join(folder, 'figures.jsonl'),
    parse: parseMinute,
    maxBytes: Math.min(mostFileBytes, Math.max(leastFileBytes, bytes)),
    log,
  })
}
