import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { send } from '../../test-app.ts'

const browser = { accept: 'text/html', 'sec-fetch-site': 'same-origin' }

/** The fields of a form in their order; a name may stand there more than once. */
export type Pairs = readonly (readonly [name: string, value: string])[]

/** Sends a form from a page of ours, as a browser does. */
export async function postFrom(
  app: FastifyInstance,
  page: string,
  url: string,
  fields: Pairs,
): Promise<LightMyRequestResponse> {
  const headers = {
    ...browser,
    host: 'localhost',
    referer: `http://localhost${page}`,
    'content-type': 'application/x-www-form-urlencoded',
  }
  const body = new URLSearchParams(
    fields.map(([name, value]): [string, string] => [name, value]),
  ).toString()
  return send(app, 'POST', url, { headers, body })
}

/** A file as it is chosen in a form. */
export interface ChosenFile {
  readonly name: string
  readonly content: string | Uint8Array
}

/** Sends files as a browser does (RFC 7578), or as the page's script if it accepts steps. */
export async function upload(
  app: FastifyInstance,
  fields: Pairs,
  files: readonly ChosenFile[],
  accept = 'text/html',
): Promise<LightMyRequestResponse> {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  for (const { name, content } of files) form.append('file', new Blob([content as never]), name)
  const encoded = new Response(form)
  const headers = { ...browser, accept, 'content-type': encoded.headers.get('content-type') ?? '' }
  const body = Buffer.from(await encoded.arrayBuffer())
  return send(app, 'POST', '/import', { headers, body })
}
