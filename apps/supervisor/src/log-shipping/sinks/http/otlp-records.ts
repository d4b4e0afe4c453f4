import { hostname } from 'node:os'
import { version } from '@promptbin/config'
import type { LogLevel } from '@promptbin/logging'
import { nanosecondsOf, type ShippedLine } from '../shipped-line.ts'

/** A value of an attribute, as protocol buffers are written in JSON. */
type AnyValue =
  | { readonly stringValue: string }
  | { readonly boolValue: boolean }
  | { readonly intValue: string }
  | { readonly doubleValue: number }
  | { readonly arrayValue: { readonly values: readonly AnyValue[] } }
  | { readonly kvlistValue: { readonly values: readonly Attribute[] } }

interface Attribute {
  readonly key: string
  readonly value: AnyValue
}

/** OpenTelemetry, logs data model: the lowest number of each range. */
const severityNumbers: Readonly<Record<LogLevel, number>> = {
  trace: 1,
  debug: 5,
  info: 9,
  warn: 13,
  error: 17,
  fatal: 21,
}

/** Fields that have a place of their own in a record. */
const placed = new Set(['seq', 'worker', 'level', 'time', 'service', 'version', 'msg'])
const traced = new Set(['trace_id', 'span_id'])

/** Deeper ones are written as JSON. */
const deepest = 4

/** The body of a request for these lines: a resource for each service, a record for each line. */
export function exportOf(lines: readonly ShippedLine[]): object {
  const byResource = new Map<string, { attributes: readonly Attribute[]; records: object[] }>()
  for (const line of lines) {
    const fields = JSON.parse(line.text) as Record<string, unknown>
    const worker = fields['worker'] ?? ''
    const key = `${line.service} ${worker} ${fields['version']}`
    const resource = byResource.get(key) ?? { attributes: resourceOf(line, fields), records: [] }
    resource.records.push(recordOf(line, fields))
    byResource.set(key, resource)
  }
  return {
    resourceLogs: [...byResource.values()].map(({ attributes, records }) => ({
      resource: { attributes },
      scopeLogs: [{ scope: { name: 'promptbin' }, logRecords: records }],
    })),
  }
}

/** By the semantic conventions for resources. */
function resourceOf({ service }: ShippedLine, fields: Record<string, unknown>): Attribute[] {
  const worker = fields['worker']
  return attributesOf({
    'service.namespace': 'promptbin',
    'service.name': service,
    'service.version': fields['version'] ?? version,
    ...(worker !== undefined && { 'service.instance.id': `${hostname()}/${service}/${worker}` }),
    'host.name': hostname(),
  })
}

function recordOf({ time, level }: ShippedLine, fields: Record<string, unknown>): object {
  const { trace_id: traceId, span_id: spanId, msg, event } = fields
  const timeUnixNano = nanosecondsOf(time)
  const hasTrace = isHex(traceId, 32)
  const attributes = Object.fromEntries(
    Object.entries(fields).filter(
      ([name]) => !placed.has(name) && !(hasTrace && traced.has(name)) && name !== 'err',
    ),
  )
  return {
    timeUnixNano,
    observedTimeUnixNano: timeUnixNano,
    severityNumber: severityNumbers[level],
    severityText: level.toUpperCase(),
    ...(typeof event === 'string' && { eventName: event }),
    body: { stringValue: typeof msg === 'string' ? msg : '' },
    attributes: [...attributesOf(attributes), ...exceptionOf(fields['err'])],
    ...(hasTrace && { traceId }),
    ...(hasTrace && isHex(spanId, 16) && { spanId }),
  }
}

/** By the semantic conventions for exceptions; the code and the cause beside them. */
function exceptionOf(err: unknown): readonly Attribute[] {
  if (typeof err !== 'object' || err === null) return []
  const { type, message, stack, ...rest } = err as Record<string, unknown>
  return attributesOf({
    ...(type !== undefined && { 'exception.type': type }),
    ...(message !== undefined && { 'exception.message': message }),
    ...(stack !== undefined && { 'exception.stacktrace': stack }),
    ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [`err.${name}`, value])),
  })
}

function isHex(value: unknown, digits: number): boolean {
  return typeof value === 'string' && value.length === digits && /^[0-9a-f]+$/.test(value)
}

function attributesOf(fields: object, depth = 0): Attribute[] {
  return Object.entries(fields).flatMap(([key, value]) =>
    value === null || value === undefined ? [] : [{ key, value: anyValue(value, depth) }],
  )
}

function anyValue(value: unknown, depth: number): AnyValue {
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value }
  }
  if (depth >= deepest || typeof value !== 'object' || value === null) {
    return { stringValue: JSON.stringify(value) ?? '' }
  }
  if (Array.isArray(value)) {
    return { arrayValue: { values: value.map((one) => anyValue(one, depth + 1)) } }
  }
  return { kvlistValue: { values: attributesOf(value, depth + 1) } }
}
