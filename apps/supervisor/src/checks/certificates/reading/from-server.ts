import { once } from 'node:events'
import { connect, isIP, type Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { ServerPlace } from '../places/certificate-place.ts'
import { describeCertificate, type Reading } from './certificate.ts'

/** A server that is well answers within a second from anywhere. */
const usualTimeoutMs = 5_000

/** SSLRequest: its length, and a number in the place of a version (PostgreSQL, 54.7). */
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

/** With that PostgreSQL is told apart from others on the same port (PostgreSQL, 54.2.11). */
const postgresProtocols = ['postgresql']

export interface ServerReadingOptions {
  /** Ends it before its time. */
  readonly signal: AbortSignal
  /** How long it may take, in milliseconds. */
  readonly timeoutMs?: number
}

/**
 * Connects to a server until it has shown its certificate, and says nothing else to it. Whether the
 * certificate is trusted is left to those who use the server. Never rejects.
 */
export async function readFromServer(
  place: ServerPlace,
  { signal, timeoutMs = usualTimeoutMs }: ServerReadingOptions,
): Promise<Reading> {
  const over = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
  const connection: Connection = { outermost: undefined }
  try {
    const encrypted = await openTls(place, connection, over)
    if (encrypted === undefined) return { unread: 'PostgreSQL does not speak TLS there' }
    await once(encrypted, 'secureConnect', { signal: over })
    const certificate = encrypted.getPeerX509Certificate()
    // In order, so that nobody there looks for what has gone wrong.
    await once(encrypted.end(), 'finish', { signal: over }).catch(() => {})
    if (certificate === undefined) return { unread: 'it shows no certificate' }
    return { certificate: describeCertificate(certificate) }
  } catch (error) {
    return { unread: over.aborted ? `no answer within ${timeoutMs / 1_000} s` : whyNot(error) }
  } finally {
    connection.outermost?.destroy()
  }
}

/** What is to be ended: a socket within one for TLS ends with that, and Node crashes if it ends before. */
interface Connection {
  outermost: Socket | undefined
}

/** Begins to speak TLS; undefined where PostgreSQL does not want to. */
async function openTls(
  { host, port, opening }: ServerPlace,
  connection: Connection,
  signal: AbortSignal,
): Promise<TLSSocket | undefined> {
  // Who has no place with TLS does without its code and its memory.
  const { connect: connectTls } = await import('node:tls')
  const options = {
    // An address is no name that a server could be asked for (RFC 6066 section 3).
    ...(isIP(host) === 0 && { servername: host }),
    // Nothing is told to whoever answers, and nothing believed: one that is not trusted ends as well.
    rejectUnauthorized: false,
    // Without a list, all authorities of Node would be loaded, and stay.
    ca: [],
  }
  if (opening !== 'postgresql') {
    const ALPNProtocols = opening === 'postgresql-direct' ? postgresProtocols : undefined
    return hold(connectTls({ host, port, ALPNProtocols, ...options }), connection)
  }
  const socket = hold(connect({ host, port }), connection)
  await once(socket, 'connect', { signal })
  if (!(await agreesToTls(socket, signal))) return undefined
  return hold(connectTls({ socket, ...options }), connection)
}

/** What goes wrong when nobody waits for it any more ends no process. */
function hold<Opened extends Socket>(socket: Opened, connection: Connection): Opened {
  connection.outermost = socket.on('error', () => {})
  return socket
}

/** One letter is the answer; whatever else would come is a part of the handshake, and stays. */
async function agreesToTls(socket: Socket, signal: AbortSignal): Promise<boolean> {
  socket.write(sslRequest)
  // Told of an end as well, then without an answer.
  await once(socket, 'readable', { signal })
  const answer: Buffer | null = socket.read(1)
  return answer?.toString('latin1') === 'S'
}

const whys: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connections are refused',
  ECONNRESET: 'it ends the connection',
  ENOTFOUND: 'nobody knows this name',
}

function whyNot(error: unknown): string {
  const { code, message } = Object(error) as NodeJS.ErrnoException
  if (code === undefined) return message
  return whys[code] ?? (/^ERR_SSL_|^EPROTO/.test(code) ? `no TLS there (${code})` : code)
}
