import { isLogLevel, type LogLevel, maskSecrets } from '@promptbin/logging'
import type { LogFields, LogLineDraft } from './log-stream.ts'

/** What a process has printed: a line, or several with line feeds between them. */
export interface Printed {
  readonly service: string
  /** The place of the process in its service; null for a spare. */
  readonly worker: number | null
  readonly pid: number | undefined
  readonly stream: 'stdout' | 'stderr'
  readonly text: string
}

/** Fields that the supervisor knows better than who printed the line. */
const ours: ReadonlySet<string> = new Set(['seq', 'worker', 'level', 'time', 'service', 'pid'])

/** How every line begins that a logger of ours has written, and a line as it is kept. */
const beginning =
  /^\{(?:"seq":(\d{1,15}),)?(?:"worker":(\d{1,4}),)?"level":"(trace|debug|info|warn|error|fatal)","time":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)","service":"([a-z0-9-]{1,64})"/

/** What the beginning of a log line says of it. */
export interface LineHead {
  /** Null where the line has no number. */
  readonly seq: number | null
  readonly worker: number | null
  readonly level: LogLevel
  /** ISO 8601, UTC. */
  readonly time: string
  readonly service: string
}

/** Reads the beginning of a log line without parsing all of it; undefined for what is none. */
export function readLineHead(text: string): LineHead | undefined {
  const match = beginning.exec(text)
  if (!match) return undefined
  const [, seq, worker, level = '', time = '', service = ''] = match
  return {
    seq: seq === undefined ? null : Number(seq),
    worker: worker === undefined ? null : Number(worker),
    // The pattern names no others.
    level: level as LogLevel,
    time,
    service,
  }
}

/**
 * The log line of what a process printed: what its logger has written stays as it is. Everything
 * else, which a runtime or a library may print past every logger, becomes a line that says truly who
 * has printed it, whatever the text says of itself.
 */
export function toLogLine(printed: Printed, now: Date): LogLineDraft {
  const { service, worker, text } = printed
  const fields = parseObject(text)
  if (fields && isFromLogger(fields, printed)) {
    const head = readLineHead(text)
    if (head) return { time: head.time, level: head.level, service, worker, json: text }
  }
  return ofOwnWords(printed, fields, now)
}

function isFromLogger(fields: LogFields, { service, pid }: Printed): boolean {
  if (fields['service'] !== service || fields['pid'] !== pid) return false
  return !Object.hasOwn(fields, 'seq') && !Object.hasOwn(fields, 'worker')
}

function ofOwnWords(printed: Printed, fields: LogFields | undefined, now: Date): LogLineDraft {
  const { service, worker, pid, stream, text } = printed
  const claimed = fields?.['level']
  const level = isLogLevel(claimed) ? claimed : stream === 'stderr' ? 'warn' : 'info'
  const time = now.toISOString()
  const said = fields
    ? Object.fromEntries(Object.entries(fields).filter(([name]) => !ours.has(name)))
    : { msg: text }
  const json = maskSecrets(JSON.stringify({ level, time, service, pid, stream, ...said }))
  return { time, level, service, worker, json }
}

function parseObject(text: string): LogFields | undefined {
  if (!text.startsWith('{') || !text.endsWith('}')) return undefined
  try {
    // In braces there is nothing but an object.
    return JSON.parse(text) as LogFields
  } catch {
    return undefined
  }
}
