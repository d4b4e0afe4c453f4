import type { FastifyInstance, InjectOptions } from 'fastify'
import { beforeAll, expect } from 'vitest'
import { openTestApp, type Sending, savePrompt, send } from '../test-app.ts'

/** An error answer (RFC 9457), as far as the tests look at it. */
export interface Problem {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly hint: string
  readonly requestId: string
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[]
}

/**
 * One app with one prompt for all tests of a file: what is refused leaves nothing behind, which
 * `refused` sees for itself each time.
 */
export function useRefusals() {
  let app: FastifyInstance
  beforeAll(async () => {
    const testApp = await openTestApp()
    app = testApp.app
    await savePrompt(app)
    return testApp.close
  })
  return {
    refused: (
      method: NonNullable<InjectOptions['method']>,
      url: string,
      sending?: Sending,
    ): Promise<Problem> => refused(app, method, url, sending),
  }
}

/**
 * Sends what must be refused. The answer must be a whole problem, and the library as it was
 * before, down to its generation.
 */
async function refused(
  app: FastifyInstance,
  method: NonNullable<InjectOptions['method']>,
  url: string,
  sending?: Sending,
): Promise<Problem> {
  const before = (await send(app, 'GET', '/api/v1/stats')).json()
  const response = await send(app, method, url, sending)
  expect(response.headers['content-type']).toContain('application/problem+json')
  expect((await send(app, 'GET', '/api/v1/stats')).json()).toEqual(before)
  const problem = response.json<Problem>()
  expect(problem.status).toBe(response.statusCode)
  expect(problem.detail).not.toBe('')
  expect(problem.hint).not.toBe('')
  expect(response.headers['x-request-id']).toBe(problem.requestId)
  return problem
}

/** The JSON Pointers of the fields that a problem names. */
export function pointers(problem: Problem): readonly string[] {
  return problem.errors?.map(({ pointer }) => pointer) ?? []
}
