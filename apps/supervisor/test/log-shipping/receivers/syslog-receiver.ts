import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createServer as createSecureServer } from 'node:tls'
import type { Certificate } from '@promptbin/security/testing'
import { onTestFinished } from 'vitest'

/** A message of syslog, as a server reads it. */
export interface SyslogMessage {
  readonly facility: number
  readonly severity: number
  readonly time: string
  readonly host: string
  readonly app: string
  readonly process: string
  readonly id: string
  readonly data: string
  readonly text: string
}

/** RFC 5424 section 6, of a message without structured data. */
const grammar =
  /^<(\d{1,3})>1 (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}Z) ([\x21-\x7e]{1,255}) ([\x21-\x7e]{1,48}) ([\x21-\x7e]{1,128}) ([\x21-\x7e]{1,32}) (-) ([\x20-\x7e]*)$/

export function parseSyslog(message: string): SyslogMessage {
  const found = grammar.exec(message)
  if (!found) throw new Error(`not RFC 5424: ${message}`)
  const [, priority, time, host, app, process, id, data, text] = found as unknown as string[]
  const number = Number(priority)
  return {
    facility: Math.floor(number / 8),
    severity: number % 8,
    ...({ time, host, app, process, id, data, text } as Omit<
      SyslogMessage,
      'facility' | 'severity'
    >),
  }
}

/** Messages with their length in front (RFC 6587 section 3.4.1). */
function readFrames(bytes: Buffer): { messages: string[]; rest: Buffer } {
  const messages: string[] = []
  let rest = bytes
  for (;;) {
    const length = /^(\d{1,7}) /.exec(rest.subarray(0, 8).toString('latin1'))
    if (!length) return { messages, rest }
    const start = length[0].length
    const end = start + Number(length[1])
    if (rest.length < end) return { messages, rest }
    messages.push(rest.subarray(start, end).toString('latin1'))
    rest = rest.subarray(end)
  }
}

function collect() {
  const messages: SyslogMessage[] = []
  let arrived = Promise.withResolvers<void>()
  return {
    take(texts: readonly string[]) {
      messages.push(...texts.map(parseSyslog))
      arrived.resolve()
      arrived = Promise.withResolvers<void>()
    },
    /** Settles when so many have come. */
    async messages(count: number): Promise<readonly SyslogMessage[]> {
      while (messages.length < count) await arrived.promise
      return messages
    },
  }
}

/** A syslog server over TCP, on the port if one is given; over TLS with a certificate. */
export async function startTcpSyslog(port = 0, tls?: Certificate) {
  const { take, messages } = collect()
  const sockets = new Set<Socket>()
  const listener = (socket: Socket) => {
    sockets.add(socket)
    let waiting = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      const read = readFrames(Buffer.concat([waiting, bytes]))
      waiting = Buffer.from(read.rest)
      take(read.messages)
    })
  }
  const server = tls ? createSecureServer(tls, listener) : createServer(listener)
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const stop = async () => {
    for (const socket of sockets) socket.destroy()
    if (!server.listening) return
    server.close()
    await once(server, 'close')
  }
  onTestFinished(stop)
  return { port: (server.address() as AddressInfo).port, messages, stop }
}

/** A syslog server over UDP. */
export async function startUdpSyslog() {
  const { take, messages } = collect()
  const socket = createSocket('udp4', (bytes) => take([bytes.toString('latin1')]))
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  onTestFinished(() => void socket.close())
  return { port: socket.address().port, messages }
}
