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

/** The form of a prompt as a browser would send it back, untouched. */
export function fieldsOf({ body }: LightMyRequestResponse): Record<string, string> {
  const [, editor = ''] = /<form id="editor"[^>]*>([\s\S]*?)<\/form>/.exec(body) ?? []
  const fields: Record<string, string> = {}
  for (const [, attributes = ''] of editor.matchAll(/<input([^>]*)>/g)) {
    const name = / name="([^"]*)"/.exec(attributes)?.[1]
    const isOff = attributes.includes('type="checkbox"') && !attributes.includes(' checked')
    if (name && !isOff) fields[name] = plain(/ value="([^"]*)"/.exec(attributes)?.[1] ?? '')
  }
  for (const [, attributes = '', text = ''] of editor.matchAll(
    // A browser drops one line break at the beginning of a text area.
    /<textarea([^>]*)>\n?([\s\S]*?)<\/textarea>/g,
  )) {
    fields[/ name="([^"]*)"/.exec(attributes)?.[1] ?? ''] = plain(text)
  }
  for (const [, name = '', options = ''] of editor.matchAll(
    /<select name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g,
  )) {
    fields[name] = /value="(\w+)" selected/.exec(options)?.[1] ?? ''
  }
  return fields
}
