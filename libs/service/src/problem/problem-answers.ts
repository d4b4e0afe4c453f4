import { PromptBinError } from '@promptbin/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { routeNotFound } from '../errors.ts'
import { contextOf } from '../request/request-context.ts'
import { knownError } from './known-error.ts'
import { PROBLEM_CONTENT_TYPE, type Problem, toProblem } from './problem.ts'
import { readOn } from './read-on.ts'
import { retryAfterSeconds } from './retry-after.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The code of the error that this request ended in; empty when it went well. */
    errorCode: string
    /**
     * `toProblem` for this request, and the place where failures are logged. A scope that answers
     * errors in another form, such as a page, takes it in its own error handler.
     */
    problemOf(error: unknown): Problem
  }
}

const SHOWN_PATH_LENGTH = 200

/** Answers every error as `application/problem+json`, and paths that nothing answers as one. */
export const problemAnswers = fastifyPlugin(
  async (app) => {
    app.decorateRequest('errorCode', '')
    app.decorateRequest('problemOf', describe)
    app.setErrorHandler(answer)
    app.setNotFoundHandler((request, reply) => answer(notFound(request), request, reply))
  },
  { name: 'problem-answers' },
)

function describe(this: FastifyRequest, error: unknown): Problem {
  const known = error instanceof PromptBinError ? error : knownError(error)
  const problem = toProblem(known, contextOf(this))
  this.errorCode = problem.code
  if (known.severity === 'error' || known.severity === 'critical') {
    const err = known.class === 'internal' ? (known.cause ?? known) : known
    this.log.error({ event: 'http.error', err }, 'a request failed')
  }
  return problem
}

function answer(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = request.problemOf(error)
  if (problem.status === 503 && !reply.hasHeader('retry-after')) {
    reply.header('retry-after', retryAfterSeconds(problem.code))
  }
  if (problem.status === 413) readOn(request, reply)
  return reply.code(problem.status).type(PROBLEM_CONTENT_TYPE).send(problem)
}

function notFound(request: FastifyRequest): PromptBinError {
  const [path = ''] = request.url.split('?', 1)
  return routeNotFound(request.method, path.slice(0, SHOWN_PATH_LENGTH))
}
