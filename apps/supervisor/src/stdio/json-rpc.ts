/** A request id of MCP: JSON-RPC 2.0 without null and without fractions. */
export type RequestId = string | number

/**
 * A line of the stdio transport, told apart as far as a relay needs it (JSON-RPC 2.0; MCP
 * 2026-07-28 basic/transports/stdio). `line` is the text as it is to be passed on.
 */
export type Message =
  | {
      readonly kind: 'request'
      readonly id: RequestId
      readonly method: string
      readonly params: Readonly<Record<string, unknown>>
      readonly line: string
    }
  | {
      readonly kind: 'notification'
      readonly method: string
      readonly params: Readonly<Record<string, unknown>>
      readonly line: string
    }
  | {
      readonly kind: 'answer'
      readonly id: RequestId
      /** Absent when the answer is an error. */
      readonly result: Readonly<Record<string, unknown>> | undefined
      readonly line: string
    }

export type MessageOf<Kind extends Message['kind']> = Extract<Message, { kind: Kind }>
export type Request = MessageOf<'request'>

/** What a line is: one message, a batch of them, no JSON at all, or JSON that is no message. */
export type ParsedLine =
  | { readonly kind: 'message'; readonly messages: readonly Message[] }
  | { readonly kind: 'batch'; readonly messages: readonly Message[] }
  | { readonly kind: 'not json'; readonly messages: readonly [] }
  | {
      readonly kind: 'not a message'
      readonly messages: readonly []
      /** Of the request that it may have been meant as; null when it has none. */
      readonly id: RequestId | null
    }

/** The codes that both eras of MCP know for what a relay can meet (JSON-RPC 2.0 section 5.1). */
export const parseErrorCode = -32700
export const invalidRequestCode = -32600
export const internalErrorCode = -32603

/** What a client is told; `code` and `hint` travel in `data`. */
export interface JsonRpcError {
  readonly code: number
  readonly message: string
  readonly data?: unknown
}

/** The line that answers a request with an error; `id` is null when it could not be read. */
export function errorLine(id: RequestId | null, error: JsonRpcError): string {
  return JSON.stringify({ jsonrpc: '2.0', id, error })
}

/** The line of a notification. */
export function notificationLine(method: string, params?: object): string {
  return JSON.stringify({ jsonrpc: '2.0', method, ...(params && { params }) })
}

/** Tells what a line is; several messages in one line are only known to 2025-03-26. */
export function parseLine(line: string): ParsedLine {
  const value = parseJson(line)
  if (value === undefined) return { kind: 'not json', messages: [] }
  if (!Array.isArray(value)) {
    const message = toMessage(value, line)
    return message ? { kind: 'message', messages: [message] } : notAMessage(value)
  }
  const messages = value.map((item) => toMessage(item, JSON.stringify(item)))
  return messages.length > 0 && messages.every((message) => message !== undefined)
    ? { kind: 'batch', messages }
    : notAMessage(undefined)
}

/** What may be an answer is not answered: that could go on for ever. */
function notAMessage(value: unknown): ParsedLine {
  if (isRecord(value) && ('result' in value || 'error' in value)) {
    return { kind: 'message', messages: [] }
  }
  const id = isRecord(value) && isRequestId(value['id']) ? value['id'] : null
  return { kind: 'not a message', messages: [], id }
}

/** The same line with another id. */
export function withId(line: string, id: RequestId): string {
  return JSON.stringify({ ...JSON.parse(line), id })
}

/** Any value that is an object and no list, for looking into what a stranger sent. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isRequestId(value: unknown): value is RequestId {
  return typeof value === 'string' || Number.isSafeInteger(value)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function toMessage(value: unknown, line: string): Message | undefined {
  if (!isRecord(value) || value['jsonrpc'] !== '2.0') return undefined
  const { id, method } = value
  const params = isRecord(value['params']) ? value['params'] : {}
  if (typeof method === 'string') {
    if (id === undefined) return { kind: 'notification', method, params, line }
    return isRequestId(id) ? { kind: 'request', id, method, params, line } : undefined
  }
  if (!isRequestId(id) || !('result' in value || 'error' in value)) return undefined
  return {
    kind: 'answer',
    id,
    result: isRecord(value['result']) ? value['result'] : undefined,
    line,
  }
}
