import { loadConfig } from '@promptbin/config'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { openTestApp, type TestApp } from '../test-app.ts'

export const setUpToken = 'the-set-up-token-of-these-tests'
export const password = 'drei kleine Katzen'

/** prompt-web as it is where a login is asked for. */
export function openLoginApp(): Promise<TestApp> {
  const environment = {
    PROMPTBIN_AUTH_LOGIN: 'always',
    PROMPTBIN_AUTH_SETUP_TOKEN: setUpToken,
    PROMPTBIN_WEB_ALLOWED_HOSTS: 'prompts.example.org',
  }
  return openTestApp({ config: loadConfig({ environment, workingDirectory: '/' }) })
}

/** A form as a browser sends it, from our own page. */
export function sendForm(
  app: FastifyInstance,
  url: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<LightMyRequestResponse> {
  return app.inject({
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      accept: 'text/html',
      ...headers,
    },
    payload: new URLSearchParams(fields).toString(),
  })
}

/** What the browser keeps after this answer, as it sends it back. */
export function cookieOf({ headers }: LightMyRequestResponse): string {
  const [first = ''] = [headers['set-cookie'] ?? ''].flat()
  return first.split(';')[0] ?? ''
}
