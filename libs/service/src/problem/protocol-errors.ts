import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { PromptBinError } from '@promptbin/errors'
import { newRequestId, RequestContext } from '@promptbin/logging'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { headersTooLarge, requestMalformed, requestTooSlow } from '../errors.ts'
import { contextOf } from '../request/request-context.ts'
import { PROBLEM_CONTENT_TYPE, toProblem } from './problem.ts'

/** Answers what Fastify refuses before routing, where no hook or error handler runs. */
export function answerUnroutable(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const problem = toProblem(error, contextOf(request))
  reply.code(problem.status).type(PROBLEM_CONTENT_TYPE).send(problem)
}

/** Answers what Node's HTTP parser refuses, where there is not even a request. */
export function answerUnparsable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  endWithProblem(socket, protocolError(error.code))
}

/** Answers on a connection that no reply belongs to, and ends it. */
export function endWithProblem(socket: Duplex, error: PromptBinError): void {
  const problem = toProblem(error, new RequestContext(newRequestId()))
  const body = JSON.stringify(problem)
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n` +
      `Content-Type: ${PROBLEM_CONTENT_TYPE}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}

function protocolError(code: string | undefined): PromptBinError {
  if (code === 'HPE_HEADER_OVERFLOW') return headersTooLarge()
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return requestTooSlow()
  return requestMalformed()
}
