import { normalise } from './normalise.ts'
import type { Step } from './steps.ts'

/** What is worth seeing of the headers of an answer. */
const shown = ['content-type', 'mcp-session-id', 'allow', 'www-authenticate']

/** The messages of a body, be it JSON or a stream of events. */
const messagesOf = (text: string): readonly string[] =>
  /^(event|id|data|retry):/m.test(text)
    ? [...text.matchAll(/^data: (.+)$/gm)].map(([, data = '']) => data)
    : text.split('\n').filter((line) => line !== '')

/** The body to its end, or what of an endless one comes first. */
async function readBody(response: Response, answer: Step['answer']): Promise<string> {
  if (answer !== 'first') return response.text()
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (messagesOf(text).length > 0) break
  }
  return text
}

/** Sends the steps one after the other, as a client of that version; gives all as one text. */
export async function talkOverHttp(
  url: string,
  version: string,
  steps: readonly Step[],
): Promise<string> {
  const lines: string[] = []
  let session: Readonly<Record<string, string>> = {}
  for (const { title, body, headers, verb = 'POST', answer } of steps) {
    // Since 2025-06-18 every request but the handshake says its version in a header.
    const isVersioned = version >= '2025-06-18' && !body.includes('"method":"initialize"')
    const response = await fetch(url, {
      method: verb,
      headers: {
        accept: 'application/json, text/event-stream',
        ...(verb === 'POST' && { 'content-type': 'application/json' }),
        ...(isVersioned && { 'mcp-protocol-version': version }),
        ...session,
        ...headers,
      },
      ...(verb === 'POST' && { body }),
    })
    const text = await readBody(response, answer)
    const id = response.headers.get('mcp-session-id')
    if (id !== null) session = { 'mcp-session-id': id }
    const told = shown.flatMap((name) => {
      const value = response.headers.get(name)
      return value === null ? [] : [`${name}: ${value}`]
    })
    const extra = Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${value}`)
    lines.push(
      `# ${title}`,
      [`→ ${verb}`, ...extra].join(' | '),
      ...(body === '' ? [] : [`  ${body}`]),
      normalise([`← ${response.status}`, ...told].join(' | ')),
      ...messagesOf(text).map((message) => `  ${normalise(message)}`),
      '',
    )
  }
  return lines.join('\n')
}
