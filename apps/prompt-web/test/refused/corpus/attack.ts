import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect } from 'vitest'

/** As long as one request may keep the event loop from all others, in ms. */
const longestBlockMs = 50

/** How often an attack that held up the loop is tried again. */
const maxRepeats = 2

/** A request that means harm. */
export interface Payload {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** In pieces of 64 KiB, without telling how many there will be. */
  readonly chunked?: boolean
}

/** What came back. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

interface Report {
  readonly delayMs: number
  readonly longestTurnMs: number
  readonly log: readonly string[]
}

const chunkBytes = 64 * 1024

function* piecesOf(body: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < body.length; at += chunkBytes) yield body.subarray(at, at + chunkBytes)
}

/** Sends a request that no careful client would send. */
async function send(url: string, payload: Payload): Promise<Answer> {
  const { method = 'GET', path, headers = {}, body, chunked = false } = payload
  const { hostname, port } = new URL(url)
  const bytes = Buffer.from(body ?? '')
  const length = { 'content-length': String(bytes.length) }
  const sending = request({
    hostname,
    port,
    path,
    method,
    agent: false,
    headers: {
      connection: 'keep-alive',
      ...(body !== undefined && !chunked && length),
      ...headers,
    },
  })
  const answered = once(sending, 'response')
  let isAnswered = false
  sending.once('response', () => {
    isAnswered = true
    // A service that has heard enough answers and closes; what is still on its way is lost then.
    sending.on('error', () => {})
  })
  if (body !== undefined) {
    for (const piece of piecesOf(bytes)) {
      if (isAnswered) break
      if (!sending.write(piece)) await Promise.race([once(sending, 'drain'), answered])
    }
  }
  if (!isAnswered) sending.end()
  const [response] = await answered
  const { statusCode: status, headers: answerHeaders } = response
  const answer = await text(response)
  sending.destroy()
  return { status, headers: answerHeaders, body: answer }
}

/** Sends bytes as they are, and reads until the service closes. */
async function sendRaw(url: string, bytes: string): Promise<Answer> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port) })
  socket.on('error', () => {})
  socket.write(bytes, 'latin1')
  const answer = await text(socket)
  const [head = '', ...rest] = answer.split('\r\n\r\n')
  const [line = '', ...fields] = head.split('\r\n')
  const headers = Object.fromEntries(
    fields.map((field) => {
      const [name = '', ...value] = field.split(': ')
      return [name.toLowerCase(), value.join(': ')]
    }),
  )
  return { status: Number(line.split(' ')[1]), headers, body: rest.join('\r\n\r\n') }
}

/** A failure is a problem document with a stable code, and tells nothing of the inside. */
function expectProblem({ status, headers, body }: Answer): void {
  expect(headers['content-type']).toBe('application/problem+json; charset=utf-8')
  const problem = JSON.parse(body)
  expect(problem).toMatchObject({
    status,
    code: expect.stringMatching(/^PB_[A-Z0-9_]+$/),
    detail: expect.stringMatching(/\S/),
    hint: expect.stringMatching(/\S/),
  })
  expect(body).not.toMatch(
    / at \S+ \(|node_modules|node:internal|\/tmp\/|\.[cm]?[jt]s:\d|SELECT|SQLITE/,
  )
  // A problem is for a person to read, and never the payload once more.
  expect(body.length).toBeLessThan(16 * 1024)
}

/**
 * One service in a process of its own for all attacks of a file. After each it must still answer,
 * and at no moment of it may its loop have been held up.
 */
export function useAttackedService() {
  let service: ChildProcess
  let url: string

  const ask = async (message: string): Promise<Report> => {
    const answered = once(service, 'message')
    service.send(message)
    const [report] = await answered
    return report
  }

  /** Attacks once; how long the loop was held up, in ms. */
  const measured = async (attack: () => Promise<Answer>) => {
    await ask('begin')
    const answer = await attack()
    const { delayMs, longestTurnMs, log } = await ask('end')
    return { answer, blockMs: Math.min(delayMs, longestTurnMs), log }
  }

  const watched = async (attack: () => Promise<Answer>): Promise<Answer> => {
    let { answer, blockMs, log } = await measured(attack)
    // What an attack costs it costs every time; that code was compiled or memory freed is chance.
    for (let again = 0; blockMs > longestBlockMs && again < maxRepeats; again++) {
      blockMs = Math.min(blockMs, (await measured(attack)).blockMs)
    }
    expect(answer.status, answer.body.slice(0, 500)).toBeLessThan(500)
    const isPage = answer.headers['content-type']?.startsWith('text/html')
    if (answer.status >= 400 && !isPage) expectProblem(answer)
    expect(log).toEqual([])
    expect((await send(url, { path: '/livez' })).body).toBe('ok')
    expect(blockMs).toBeLessThanOrEqual(longestBlockMs)
    return answer
  }

  beforeAll(async () => {
    const script = fileURLToPath(new URL('./attacked-service.ts', import.meta.url))
    service = fork(script, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    const [ready] = await once(service, 'message')
    url = ready.url
    await warmUp((payload) => send(url, payload))
    return async () => {
      const ended = once(service, 'exit')
      service.disconnect()
      await ended
    }
  }, 120_000)

  return {
    attack: (payload: Payload): Promise<Answer> => watched(() => send(url, payload)),
    attackRaw: (bytes: string): Promise<Answer> => watched(() => sendRaw(url, bytes)),
    /** Sends what means no harm. */
    use: (payload: Payload): Promise<Answer> => send(url, payload),
  }
}

/** A service that has just started compiles its code at the first request of each kind. */
async function warmUp(use: (payload: Payload) => Promise<Answer>): Promise<void> {
  for (let round = 0; round < 5; round++) {
    const draft = {
      title: 'Linux Terminal',
      content: 'Act as {{what}}.',
      variables: [{ name: 'what' }],
    }
    for (const body of [draft, { title: 7 }, { ...draft, messages: [] }, { ...draft, title: '' }]) {
      await use(post('/api/v1/prompts', body))
      await use(post('/api/v1/preview', { draft: body }))
    }
    await use(post('/api/v1/prompts/linux-terminal/render', { arguments: { what: 'x' } }))
    await use({ path: '/api/v1/prompts?q=terminal' })
    await use({ path: '/api/v1/prompts?colour=red' })
  }
}

/** A request with a body in JSON; text goes as it is. */
export function post(path: string, body: unknown, headers: Payload['headers'] = {}): Payload {
  return {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  }
}

/** A form as a browser sends it; text goes as it is. */
export function form(
  path: string,
  fields: string | readonly (readonly [string, string])[],
): Payload {
  const body =
    typeof fields === 'string'
      ? fields
      : new URLSearchParams(
          fields.map(([name, value]): [string, string] => [name, value]),
        ).toString()
  const type = 'application/x-www-form-urlencoded'
  return {
    method: 'POST',
    path,
    headers: { 'content-type': type, 'sec-fetch-site': 'same-origin' },
    body,
  }
}

/** The code of a problem; what is none has none. */
export function codeOf({ status, body }: Answer): string | undefined {
  return status >= 400 ? JSON.parse(body).code : undefined
}
