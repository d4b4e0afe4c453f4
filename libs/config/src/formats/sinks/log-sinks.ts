import { suggest } from '../../sources/suggest.ts'
import type { Format } from '../format.ts'
import { either, type JsonSchema, nothing } from '../json-schema.ts'
import type { LogSinkSetting, SinkType } from './log-sink.ts'
import { type SinkField, sinkFields } from './sink-fields.ts'

/** Each may hold as much memory as its queue. */
const MOST_SINKS = 4

const TYPES = Object.keys(sinkFields) as SinkType[]

const EXPECTED = `a list of up to ${MOST_SINKS} sinks, each with a type (${TYPES.join(', ')}) and its fields`

/** A further file is not the one that metrics call `file`. */
const defaultNames: Readonly<Record<SinkType, string>> = {
  file: 'copy',
  syslog: 'syslog',
  loki: 'loki',
  otlp: 'otlp',
}

const MASK = '[hidden]'

class SinkFault extends Error {}

/** A list of places to which the log is sent; in a text it is JSON. */
export const logSinks: Format<readonly LogSinkSetting[]> = {
  coerce: (written, folder) => {
    try {
      return readSinks(typeof written === 'string' ? parse(written) : written, folder)
    } catch (error) {
      if (error instanceof SinkFault) return { fault: error.message }
      throw error
    }
  },
  expected: (value) => {
    if (Array.isArray(value)) return undefined
    const { fault = '' } = Object(value) as { fault?: string }
    return fault === '' ? EXPECTED : `${EXPECTED} (${fault})`
  },
  toText: (sinks) => JSON.stringify(sinks.map((sink) => written(sink))),
  toShown: (sinks) =>
    sinks.map((sink) =>
      Object.fromEntries(
        Object.entries(written(sink)).map(([name, value]) => [
          name,
          sinkFields[sink.type][name]?.isSecret ? masked(value) : value,
        ]),
      ),
    ),
  schema: () =>
    either(
      { type: 'string' },
      { type: 'array', maxItems: MOST_SINKS, items: either(...TYPES.map(sinkSchema)) },
    ),
}

/** What a sink of this type may have. */
function sinkSchema(type: SinkType): JsonSchema {
  const fields = Object.entries(sinkFields[type])
  const isNeeded = ([name, field]: (typeof fields)[number]) =>
    field.default === undefined && name !== 'name'
  return {
    type: 'object',
    additionalProperties: false,
    required: ['type', ...fields.filter(isNeeded).map(([name]) => name)],
    properties: {
      type: { const: type },
      ...Object.fromEntries(
        fields.map(([name, { format, limits = {} }]) => [
          name,
          either(format.schema(limits), nothing),
        ]),
      ),
    },
  }
}

function parse(text: string): unknown {
  try {
    return text.trim() === '' ? [] : JSON.parse(text)
  } catch {
    throw new SinkFault('the text is not JSON')
  }
}

function readSinks(written: unknown, folder: string): readonly LogSinkSetting[] {
  if (written === null) return []
  if (!Array.isArray(written)) throw new SinkFault('')
  if (written.length > MOST_SINKS) throw new SinkFault(`more than ${MOST_SINKS} are too many`)
  const sinks = written.map((one, index) => readSink(one, `sink ${index + 1}`, folder))
  const names = sinks.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) {
    throw new SinkFault(`two are called "${twice}"; give them a name each`)
  }
  return sinks
}

function readSink(written: unknown, which: string, folder: string): LogSinkSetting {
  const given = fieldsOf(written, which)
  const { type } = given
  if (!isType(type)) throw new SinkFault(`the type of ${which} must be one of ${TYPES.join(', ')}`)
  const fields = sinkFields[type]
  for (const name of Object.keys(given)) {
    if (name === 'type' || Object.hasOwn(fields, name)) continue
    const known = suggest(name, Object.keys(fields))
    throw new SinkFault(`${which} (${type}) has the unknown field "${name.slice(0, 32)}".${known}`)
  }
  const entries = Object.entries(fields).map(([name, field]) => {
    const value = readField(
      field,
      given[name] ?? (name === 'name' ? defaultNames[type] : undefined),
      folder,
    )
    if (value !== undefined && !(value instanceof SinkFault)) {
      return [field.nameInCode ?? name, value]
    }
    throw new SinkFault(`"${name}" of ${which} (${type}) ${value?.message ?? 'is missing'}`)
  })
  // The fields are those of the type, and each was read by its own format.
  return { type, ...Object.fromEntries(entries) } as LogSinkSetting
}

/** The value; undefined where one is missing, a fault where it is wrong. */
function readField(field: SinkField, given: unknown, folder: string): unknown {
  const { format, limits = {} } = field
  const used = given ?? field.default
  if (used === undefined) return undefined
  const value = format.coerce(used, folder)
  const expected = format.expected(value, limits)
  return expected === undefined ? value : new SinkFault(`must be ${expected}`)
}

/** Of YAML or of JSON. */
function fieldsOf(written: unknown, which: string): Readonly<Record<string, unknown>> {
  if (written instanceof Map) return Object.fromEntries(written)
  if (typeof written === 'object' && written !== null && !Array.isArray(written)) {
    return written as Readonly<Record<string, unknown>>
  }
  throw new SinkFault(`${which} has no fields`)
}

function isType(value: unknown): value is SinkType {
  return TYPES.some((type) => type === value)
}

/** The sink as it stands in a file. */
function written(sink: LogSinkSetting): Readonly<Record<string, unknown>> {
  const values: Readonly<Record<string, unknown>> = { ...sink }
  const fields = Object.entries(sinkFields[sink.type]).map(([name, { nameInCode, format }]) => {
    const value = values[nameInCode ?? name]
    return [name, nameInCode === undefined ? value : format.toText(value as never)]
  })
  return { type: sink.type, ...Object.fromEntries(fields) }
}

function masked(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value === '' ? '' : MASK
  return Object.fromEntries(Object.keys(value).map((name) => [name, MASK]))
}
