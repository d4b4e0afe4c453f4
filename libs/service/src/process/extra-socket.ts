import type { Server } from 'node:http'
import { connectSupervisor, type ExtraSocket, IPC_VERSION, type SocketHandle } from '@promptbin/ipc'
import { type ListenAddress, listenError, listenOnHandle } from './listen.ts'

/** A socket beside the service's own, which the supervisor binds once for all its workers. */
export interface BorrowedSocket {
  /**
   * Listens there, and gives the URL. Throws PB_PORT_TAKEN, PB_PORT_NOT_ALLOWED or
   * PB_ADDRESS_NOT_AVAILABLE, of `address`; it may be tried again.
   */
  listen(server: Server, address: ListenAddress): Promise<string>
  /** Called when another worker listens there, so that this one has to as well. */
  onUsed(callback: () => void): void
}

/** A socket of the supervisor's; undefined where there is none, and the service binds its own. */
export function borrowSocket(socket: ExtraSocket, supervised: boolean): BorrowedSocket | undefined {
  const channel = supervised ? connectSupervisor() : undefined
  if (channel === undefined) return undefined
  const waiting: ((handle: SocketHandle | NodeJS.ErrnoException) => void)[] = []
  channel.onSocket((message, handle) => {
    if (message.socket !== socket) return
    const code = message.problem ?? 'EBADF'
    waiting.shift()?.(handle ?? Object.assign(new Error(`bind ${code}`), { code }))
  })
  channel.onDisconnect(() => {
    for (const resolve of waiting.splice(0)) resolve(new Error('The supervisor is gone.'))
  })
  return {
    async listen(server, address) {
      const { promise, resolve } = Promise.withResolvers<SocketHandle | NodeJS.ErrnoException>()
      waiting.push(resolve)
      channel.send({ v: IPC_VERSION, type: 'socket-wanted', socket })
      const answer = await promise
      if (answer instanceof Error) throw listenError(answer, address) ?? answer
      return listenOnHandle(server, answer)
    },
    onUsed: (callback) =>
      channel.onSocketUsed((message) => {
        if (message.socket === socket) callback()
      }),
  }
}
