import { PromptBinError } from '@promptbin/errors'
import { type ExtraSocket, IPC_VERSION } from '@promptbin/ipc'
import { portTaken } from '../errors.ts'
import type { ServiceControl } from '../supervision/service-control.ts'
import { bindPort, type WantedPort } from './bind-port.ts'
import type { ListeningSocket } from './listening-socket.ts'

export interface ExtraSocketsOptions {
  readonly control: Pick<ServiceControl, 'onMessage' | 'send' | 'snapshotOf'>
  /** Which service has which extra socket, and where that is bound. */
  readonly sockets: Readonly<
    Record<ExtraSocket, { readonly service: string; readonly port: WantedPort }>
  >
}

/**
 * Binds extra sockets when the first worker wants one and lends it to every other that does. Who
 * becomes ready later is told: connections go to all that listen, and to nobody when none does.
 * A port that cannot be bound is tried again at the next wish. Returns what closes the sockets.
 */
export function lendExtraSockets({ control, sockets }: ExtraSocketsOptions): () => void {
  const bound = new Map<ExtraSocket, Promise<ListeningSocket>>()

  const bind = (socket: ExtraSocket): Promise<ListeningSocket> => {
    const known = bound.get(socket)
    if (known) return known
    const binding = bindPort(sockets[socket].port)
    bound.set(socket, binding)
    binding.catch(() => bound.delete(socket))
    return binding
  }
  const lend = async (processId: number, socket: ExtraSocket): Promise<void> => {
    const answer = { v: IPC_VERSION, type: 'socket', socket } as const
    try {
      const { handle } = await bind(socket)
      control.send(processId, { ...answer, problem: null }, handle)
    } catch (error) {
      control.send(processId, { ...answer, problem: codeOf(error) })
    }
  }
  const tellOfUse = (processId: number): void => {
    for (const socket of bound.keys()) {
      if (control.snapshotOf(processId)?.service !== sockets[socket].service) continue
      control.send(processId, { v: IPC_VERSION, type: 'socket-used', socket })
    }
  }
  const forget = control.onMessage((processId, message) => {
    if (message.type === 'socket-wanted') void lend(processId, message.socket)
    if (message.type === 'ready') tellOfUse(processId)
  })
  return () => {
    forget()
    for (const binding of bound.values()) {
      binding.then(
        (socket) => socket.close(),
        () => {},
      )
    }
  }
}

/** What the system said, as the service knows it from sockets that it binds itself. */
function codeOf(error: unknown): string {
  if (!(error instanceof PromptBinError)) return 'EIO'
  if (error.code === portTaken.definition.code) return 'EADDRINUSE'
  return String((error.cause as NodeJS.ErrnoException | undefined)?.code ?? 'EIO')
}
