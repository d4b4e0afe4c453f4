import { createSocket, type Socket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import type { SyslogSinkSetting } from '@promptbin/config'
import { sinkUnavailable } from '../../errors.ts'
import { abortable } from '../abortable.ts'
import type { SyslogChannel } from './syslog-sink.ts'

/** What a datagram over IPv4 can carry. */
const longestMessageBytes = 65_507

/** One message a datagram (RFC 5426). A server on this machine that is not there is noticed. */
export function createDatagramChannel({ name, host, port }: SyslogSinkSetting): SyslogChannel {
  let socket: Socket | undefined
  let failure: Error | undefined

  const forget = () => {
    socket?.close()
    socket = undefined
    failure = undefined
  }
  return {
    async send(messages, signal) {
      const fitting = messages.filter(({ length }) => length <= longestMessageBytes)
      try {
        socket ??= await open(signal)
        for (const message of fitting) {
          await abortable(sendOne(socket, message), signal)
          // The system tells of a refused datagram at a later one.
          if (failure !== undefined) throw failure
        }
        return { tooLong: messages.length - fitting.length }
      } catch (cause) {
        forget()
        const { code, message } = Object(cause) as NodeJS.ErrnoException
        throw sinkUnavailable.with({ cause }, name, code ?? message)
      }
    },
    close: forget,
  }

  async function open(signal: AbortSignal): Promise<Socket> {
    const { address, family } = await abortable(lookup(host), signal).then(known)
    const opened = createSocket(family === 6 ? 'udp6' : 'udp4')
    opened.unref()
    opened.on('error', (error) => {
      failure = error
    })
    const connected = once(opened, 'connect', { signal })
    opened.connect(port, address)
    await connected
    return opened
  }
}

function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new TypeError('nothing was looked up')
  return value
}

function sendOne(socket: Socket, message: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  socket.send(message, (error) => (error ? reject(error) : resolve()))
  return promise
}
