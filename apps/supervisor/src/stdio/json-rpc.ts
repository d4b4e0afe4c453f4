/** A request id of MCP: JSON-RPC 2.0 without null. */
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

export type Request = Extract<Message, { kind: 'request' }>

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

/**
 * The messages of one line: one, or those of a batch, which only 2025-03-26 knows and which is
 * served message by message. Undefined when the line is not JSON-RPC.
 */
export function parseLine(line: string): readonly Message[] | undefined {
  const value = parseJson(line)
  if (!Array.isArray(value)) {
    const message = toMessage(value, line)
    return message && [message]
  }
  const messages = value.map((item) => toMessage(item, JSON.stringify(item)))
  return messages.length > 0 && messages.every((message) => message !== undefined)
    ? messages
    : undefined
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

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isRequestId(value: unknown): value is RequestId {
  return typeof value === 'string' || typeof value === 'number'
}
