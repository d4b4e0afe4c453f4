import {
  bytesAt,
  hexAt,
  messagesAt,
  numberAt,
  readMessage,
  textAt,
  type WireMessage,
} from './protobuf.ts'

export type AttributeValue = string | number | boolean

/** A span as a collector gets it. */
export interface CollectedSpan {
  readonly service: string
  readonly name: string
  readonly kind: 'internal' | 'server' | 'client' | 'other'
  readonly traceId: string
  readonly spanId: string
  /** Empty for the first of a trace. */
  readonly parentSpanId: string
  readonly traceState: string
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[]
  readonly attributes: Readonly<Record<string, AttributeValue>>
  readonly isError: boolean
  /** Nanoseconds since 1970. */
  readonly startedAt: bigint
  readonly endedAt: bigint
}

const kinds: Readonly<Record<number, CollectedSpan['kind']>> = {
  1: 'internal',
  2: 'server',
  3: 'client',
}

/** STATUS_CODE_ERROR. */
const statusError = 2

/** Reads the body of an export (opentelemetry-proto, `ExportTraceServiceRequest`). */
export function readSpans(body: Buffer): readonly CollectedSpan[] {
  return messagesAt(readMessage(body), 1).flatMap((resourceSpans) => {
    const [resource] = messagesAt(resourceSpans, 1)
    const service = resource ? String(attributesAt(resource, 1)['service.name']) : ''
    return messagesAt(resourceSpans, 2).flatMap((scopeSpans) =>
      messagesAt(scopeSpans, 2).map((span) => toSpan(span, service)),
    )
  })
}

function toSpan(span: WireMessage, service: string): CollectedSpan {
  const [status] = messagesAt(span, 15)
  return {
    service,
    traceId: hexAt(span, 1),
    spanId: hexAt(span, 2),
    traceState: textAt(span, 3),
    parentSpanId: hexAt(span, 4),
    name: textAt(span, 5),
    kind: kinds[numberAt(span, 6)] ?? 'other',
    startedAt: bytesAt(span, 7)[0]?.readBigUInt64LE() ?? 0n,
    endedAt: bytesAt(span, 8)[0]?.readBigUInt64LE() ?? 0n,
    attributes: attributesAt(span, 9),
    links: messagesAt(span, 13).map((link) => ({
      traceId: hexAt(link, 1),
      spanId: hexAt(link, 2),
    })),
    isError: status !== undefined && numberAt(status, 3) === statusError,
  }
}

function attributesAt(message: WireMessage, field: number): Record<string, AttributeValue> {
  return Object.fromEntries(
    messagesAt(message, field).map((pair) => {
      const [value = new Map()] = messagesAt(pair, 2)
      return [textAt(pair, 1), toValue(value)]
    }),
  )
}

/** `AnyValue`: a text, a switch, a whole number or a number. */
function toValue(value: WireMessage): AttributeValue {
  if (value.has(1)) return textAt(value, 1)
  if (value.has(2)) return numberAt(value, 2) === 1
  if (value.has(3)) return numberAt(value, 3)
  return bytesAt(value, 4)[0]?.readDoubleLE() ?? 0
}
