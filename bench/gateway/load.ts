import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { timesOf } from '../search/measure.ts'
import { type HttpAnswer, readHttpAnswer } from './http-answer.ts'

/** One request, ready to be sent again and again under other ids. */
export interface LoadRequest {
  /** All of it for one id; every id has as many digits. */
  bytes(id: number): string
  /** What is wrong with an answer, in words. */
  faultIn(answer: HttpAnswer, id: number): string | undefined
}

export interface LoadOptions {
  readonly url: string
  /** Each sends its next request when the last one is answered. */
  readonly connections: number
  readonly durationMs: number
  /** Sent in turn. */
  readonly requests: readonly LoadRequest[]
}

/** What came of it. */
export interface Load {
  readonly requests: number
  readonly seconds: number
  readonly times: { readonly p50: number; readonly p99: number; readonly max: number }
  /** The mean length of an answer's body. */
  readonly bytes: number
  /** Requests that were turned away; they count in nothing else. */
  readonly refused: number
}

/** Ids have seven digits, so that every request of a kind is as long as the next. */
const firstId = 1_000_000

/** The status of an answer by which a service turns work away. */
export const overloaded = 503

/** One answer in so many is read and compared; the client must not cost more than the server. */
const verifyEvery = 32

interface Progress {
  readonly requests: readonly LoadRequest[]
  readonly elapsed: number[]
  sent: number
  bytes: number
  refused: number
}

function check(answer: HttpAnswer, request: LoadRequest, id: number): void {
  const fault = answer.status === 200 ? request.faultIn(answer, id) : `status ${answer.status}`
  if (fault) throw new Error(`A wrong answer, ${fault}: ${answer.body.toString().slice(0, 500)}`)
}

/** Asks over one connection until `until`. */
function askInTurn(socket: Socket, progress: Progress, until: number): Promise<void> {
  const { requests, elapsed } = progress
  let pending: Buffer = Buffer.alloc(0)
  let id = 0
  let request = requests[0] as LoadRequest
  let sentAt = 0

  return new Promise((resolve, reject) => {
    const send = () => {
      id = firstId + (progress.sent % (9 * firstId))
      request = requests[progress.sent++ % requests.length] as LoadRequest
      sentAt = performance.now()
      socket.write(request.bytes(id), 'latin1')
    }
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('The server closed a connection.')))
    const finish = (answer: HttpAnswer) => {
      const now = performance.now()
      pending = pending.subarray(answer.end)
      if (answer.status === overloaded) progress.refused++
      else {
        elapsed.push(now - sentAt)
        progress.bytes += answer.body.length
        if (elapsed.length % verifyEvery === 0) check(answer, request, id)
      }
      if (now < until) send()
      else resolve()
    }
    socket.on('data', (chunk: Buffer) => {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
      try {
        const answer = readHttpAnswer(pending)
        if (answer) finish(answer)
      } catch (error) {
        reject(error)
      }
    })
    send()
  })
}

/** Keeps connections busy for a while. Rejects when an answer is wrong. */
export async function load(options: LoadOptions): Promise<Load> {
  const { hostname, port } = new URL(options.url)
  const sockets = await Promise.all(
    Array.from({ length: options.connections }, async () => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true })
      await once(socket, 'connect')
      return socket
    }),
  )
  const progress: Progress = {
    requests: options.requests,
    elapsed: [],
    sent: 0,
    bytes: 0,
    refused: 0,
  }
  const started = performance.now()
  try {
    const until = started + options.durationMs
    await Promise.all(sockets.map((socket) => askInTurn(socket, progress, until)))
  } finally {
    for (const socket of sockets) socket.removeAllListeners('close').destroy()
  }
  const { elapsed, bytes, refused } = progress
  const seconds = (performance.now() - started) / 1_000
  const mean = Math.round(bytes / elapsed.length)
  return { requests: elapsed.length, seconds, times: timesOf(elapsed), bytes: mean, refused }
}
