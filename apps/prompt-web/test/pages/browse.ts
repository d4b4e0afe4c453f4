import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { send } from '../test-app.ts'

/** What a browser says of itself when a person opens an address. */
const browser = { accept: 'text/html', 'sec-fetch-site': 'same-origin' }

/** What htmx adds when it asks for a part of the page. */
const part = { 'hx-request': 'true', 'hx-request-type': 'partial' }

/** Opens an address as a browser does. */
export async function open(app: FastifyInstance, url: string): Promise<LightMyRequestResponse> {
  return send(app, 'GET', url, { headers: browser })
}

/** Asks for a part of a page as htmx does. */
export async function openPart(app: FastifyInstance, url: string): Promise<LightMyRequestResponse> {
  return send(app, 'GET', url, { headers: { ...browser, ...part } })
}

/** The fields of a form, by name. */
export type Fields = Readonly<Record<string, string>>

function encoded(fields: Fields): string {
  // Browsers end the lines of a field with CRLF.
  const lines = Object.entries(fields).map(([name, value]) => [
    name,
    value.replaceAll(/\r\n|\r|\n/g, '\r\n'),
  ])
  return new URLSearchParams(Object.fromEntries(lines)).toString()
}

const form = { ...browser, 'content-type': 'application/x-www-form-urlencoded' }

/** Sends a form as a browser does. */
export async function post(
  app: FastifyInstance,
  url: string,
  fields: Fields,
): Promise<LightMyRequestResponse> {
  return send(app, 'POST', url, { headers: form, body: encoded(fields) })
}

/** Sends a form as htmx does. */
export async function postPart(
  app: FastifyInstance,
  url: string,
  fields: Fields,
): Promise<LightMyRequestResponse> {
  return send(app, 'POST', url, { headers: { ...form, ...part }, body: encoded(fields) })
}

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}

const plain = (text: string) => text.replaceAll(/&[^;]+;/g, (entity) => entities[entity] ?? entity)

/** What a reader sees of a page: its text without the markup. */
export function textOf({ body }: LightMyRequestResponse): string {
  const [, main = body] = /<main[^>]*>([\s\S]*)<\/main>/.exec(body) ?? []
  return plain(main.replaceAll(/<[^>]*>/g, ' ')).replaceAll(/\s+/g, ' ')
}

const attribute = (attributes: string, name: string) =>
  new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1]

/** The form of a prompt, or of a merge, as a browser would send it back, untouched. */
export function fieldsOf({ body }: LightMyRequestResponse): Record<string, string> {
  const [, form = ''] = /<form id="(?:editor|merge)"[^>]*>([\s\S]*?)<\/form>/.exec(body) ?? []
  const fields: Record<string, string> = {}
  for (const [, attributes = ''] of form.matchAll(/<input([^>]*)>/g)) {
    const name = attribute(attributes, 'name')
    const isOff = /type="(checkbox|radio)"/.test(attributes) && !attributes.includes(' checked')
    if (name && !isOff) fields[name] = plain(attribute(attributes, 'value') ?? '')
  }
  for (const [, attributes = '', text = ''] of form.matchAll(
    // A browser drops one line break at the beginning of a text area.
    /<textarea([^>]*)>\n?([\s\S]*?)<\/textarea>/g,
  )) {
    fields[attribute(attributes, 'name') ?? ''] = plain(text)
  }
  for (const [, attributes = '', options = ''] of form.matchAll(
    /<select([^>]*)>([\s\S]*?)<\/select>/g,
  )) {
    fields[attribute(attributes, 'name') ?? ''] =
      /value="([^"]*)" selected/.exec(options)?.[1] ?? ''
  }
  return fields
}
