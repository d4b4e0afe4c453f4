import type { ServerResponse } from 'node:http'
import { ProtocolErrorCode } from '@modelcontextprotocol/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type ErrorData, isRetryable } from '../mcp/errors.ts'
import { idOf } from './message-body.ts'

/** What waits for a reader who does not read; one more message, and its stream is ended. */
const maxPendingBytes = 1024 * 1024

/** Refusals that have a number of their own in MCP or JSON-RPC. */
const numbers: Readonly<Record<string, number>> = {
  PB_BODY_NOT_JSON: ProtocolErrorCode.ParseError,
  PB_BODY_NOT_UTF8: ProtocolErrorCode.ParseError,
  PB_MCP_INITIALIZE_INVALID: ProtocolErrorCode.InvalidParams,
  PB_MCP_SUBSCRIPTIONS_EXHAUSTED: ProtocolErrorCode.InvalidParams,
  PB_MCP_HTTP_METHOD_REFUSED: -32_000,
  PB_MCP_SESSION_REQUIRED: -32_000,
  PB_MCP_SESSION_UNKNOWN: -32_001,
}

function numberOf(code: string, status: number): number {
  const { InvalidRequest, InternalError } = ProtocolErrorCode
  return numbers[code] ?? (status < 500 ? InvalidRequest : InternalError)
}

/** Answers in JSON-RPC what was refused before MCP saw it, so that clients can show it. */
export function answerRefusal(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { status, detail, code: errorCode, hint, retry, requestId } = request.problemOf(error)
  const retryable = isRetryable(retry)
  const data: ErrorData = { code: errorCode, hint, retryable, retry, requestId }
  return reply
    .code(status)
    .headers(retryable && !reply.hasHeader('retry-after') ? { 'retry-after': '2' } : {})
    .send({
      jsonrpc: '2.0',
      id: idOf(request.mcpMessage),
      error: { code: numberOf(errorCode, status), message: `${detail} ${hint}`, data },
    })
}

/** Whether an answer is a stream of events. */
const isStream = (response: Response): boolean =>
  response.headers.get('content-type')?.startsWith('text/event-stream') === true

/**
 * Writes an answer of the SDK. A stream whose reader has stopped reading is ended: it would grow
 * in memory as long as there is something to tell. Gives whether that happened.
 */
export async function writeAnswer(
  response: Response,
  raw: ServerResponse,
): Promise<'complete' | 'too slow'> {
  const headers = Object.fromEntries(response.headers)
  // Whether the connection stays is ours to say.
  delete headers['connection']
  if (!response.body || !isStream(response)) {
    const body = Buffer.from(await response.arrayBuffer())
    raw.writeHead(response.status, { ...headers, 'content-length': body.length }).end(body)
    return 'complete'
  }
  raw.writeHead(response.status, headers)
  raw.flushHeaders()
  return pump(response.body, raw)
}

async function pump(
  body: ReadableStream<Uint8Array>,
  raw: ServerResponse,
): Promise<'complete' | 'too slow'> {
  const reader = body.getReader()
  const cancel = () => void reader.cancel().catch(() => {})
  raw.once('close', cancel)
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    if (raw.writableLength > maxPendingBytes) {
      raw.destroy()
      return 'too slow'
    }
    raw.write(value)
  }
  raw.off('close', cancel).end()
  return 'complete'
}
