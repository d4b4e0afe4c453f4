import { host, httpUrl, text } from '../addresses.ts'
import { bytes } from '../bytes.ts'
import { choice } from '../choice.ts'
import type { Format, Limits } from '../format.ts'
import { count, port } from '../numbers.ts'
import { pathFormat } from '../path.ts'
import { queueLimits, type SinkType, syslogFacilities } from './log-sink.ts'

/** One field of a sink. */
export interface SinkField {
  readonly format: Format<never>
  /** The name in code, where that says a unit. */
  readonly nameInCode?: string
  /** In the notation of the file; a field without one has to be given. */
  readonly default?: unknown
  readonly limits?: Limits
  /** It is masked wherever it would be shown; of a map, its values. */
  readonly isSecret?: true
}

type Fields = Readonly<Record<string, SinkField>>

const path = pathFormat('the path of a file')

/** Under which metrics count what an instance itself writes. */
const takenNames = ['file', 'stdout']

const name: Format<string> = {
  coerce: (written) => written,
  expected: (value) =>
    typeof value === 'string' &&
    /^[a-z][a-z0-9_-]{0,31}$/.test(value) &&
    !takenNames.includes(value)
      ? undefined
      : `a name of up to 32 lower-case letters, digits, - and _, other than ${takenNames.join(' and ')}`,
  toText: String,
  schema: () => ({ type: 'string', pattern: '^[a-z][a-z0-9_-]{0,31}$' }),
}

/** The grammar of Prometheus' labels, which Loki's follow. */
const LABEL_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/

/** RFC 9110 section 5.6.2: a token. */
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/

const MOST_PAIRS = 20

function mapOf(isName: RegExp, what: string): Format<Readonly<Record<string, string>>> {
  return {
    coerce: (written) => (written instanceof Map ? Object.fromEntries(written) : written),
    expected: (value) => {
      const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
      const isRight =
        typeof value === 'object' &&
        !Array.isArray(value) &&
        entries.length <= MOST_PAIRS &&
        entries.every(([key, one]) => isName.test(key) && text.expected(one, {}) === undefined)
      return isRight ? undefined : `a map of up to ${MOST_PAIRS} ${what} to texts`
    },
    toText: JSON.stringify,
    schema: () => ({
      type: 'object',
      maxProperties: MOST_PAIRS,
      propertyNames: { pattern: isName.source },
      additionalProperties: { type: 'string' },
    }),
  }
}

const common: Fields = {
  name: { format: name },
  level: {
    format: choice(['trace', 'debug', 'info', 'warn', 'error', 'fatal']),
    default: 'trace',
  },
  queue: { format: bytes, nameInCode: 'queueBytes', default: '8MB', limits: queueLimits },
}

/** What a sink of each type is described by. */
export const sinkFields: Readonly<Record<SinkType, Fields>> = {
  file: {
    ...common,
    path: { format: path },
    max_size: {
      format: bytes,
      nameInCode: 'maxSizeBytes',
      default: '10MB',
      limits: { minimum: '100KB' },
    },
    keep: { format: count, default: 5 },
  },
  syslog: {
    ...common,
    host: { format: host, default: '127.0.0.1' },
    port: { format: port, default: 514 },
    transport: { format: choice(['udp', 'tcp', 'tls']), default: 'tcp' },
    facility: { format: choice(Object.keys(syslogFacilities)), default: 'local0' },
  },
  loki: {
    ...common,
    url: { format: httpUrl },
    user: { format: text, default: '' },
    password: { format: text, default: '', isSecret: true },
    token: { format: text, default: '', isSecret: true },
    tenant: { format: text, default: '' },
    labels: { format: mapOf(LABEL_NAME, 'names of labels'), default: {} },
  },
  otlp: {
    ...common,
    url: { format: httpUrl },
    headers: { format: mapOf(HEADER_NAME, 'names of headers'), default: {}, isSecret: true },
  },
}
