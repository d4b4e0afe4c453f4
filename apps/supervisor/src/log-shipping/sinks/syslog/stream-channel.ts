import { once } from 'node:events'
import type { Socket } from 'node:net'
import { connect, isIP } from 'node:net'
import type { SyslogSinkSetting } from '@promptbin/config'
import { sinkUnavailable } from '../../errors.ts'
import { abortable } from '../abortable.ts'
import type { SyslogChannel } from './syslog-sink.ts'

/**
 * One connection over TCP (RFC 6587) or TLS (RFC 5425), each message with its length in front. A
 * server that does not read makes it wait, and after the time of an attempt begin anew.
 */
export function createStreamChannel(setting: SyslogSinkSetting): SyslogChannel {
  const { name } = setting
  let socket: Socket | undefined

  const forget = () => {
    socket?.destroy()
    socket = undefined
  }
  return {
    async send(messages, signal) {
      try {
        socket ??= await open(setting, signal)
        const frames = messages.map((message) => `${message.length} ${message}`).join('')
        await abortable(write(socket, frames), signal)
        return { tooLong: 0 }
      } catch (cause) {
        forget()
        const why = signal.aborted ? 'it does not take them in time' : codeOf(cause)
        throw sinkUnavailable.with({ cause }, name, why)
      }
    },
    close: forget,
  }

  async function open({ host, port, transport }: SyslogSinkSetting, signal: AbortSignal) {
    const isTls = transport === 'tls'
    const opened = isTls
      ? // An address is no name that a server could be asked for (RFC 6066 section 3).
        (await import('node:tls')).connect({ host, port, ...(!isIP(host) && { servername: host }) })
      : connect({ host, port })
    // A failure between two batches shows at the next one; without this it would end the process.
    opened.on('error', () => {})
    opened.once('close', () => {
      if (socket === opened) socket = undefined
    })
    opened.resume()
    opened.unref()
    try {
      await once(opened, isTls ? 'secureConnect' : 'connect', { signal })
    } catch (error) {
      opened.destroy()
      throw error
    }
    return opened
  }
}

function write(socket: Socket, frames: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  // Called when the system has all of it.
  socket.write(frames, 'ascii', (error) => (error ? reject(error) : resolve()))
  promise.catch(() => {})
  return promise
}

function codeOf(error: unknown): string {
  const { code, message } = Object(error) as NodeJS.ErrnoException
  return code ?? message
}
