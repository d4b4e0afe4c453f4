import { failpoint } from '@promptbin/failpoints'
import type {
  CollectMessage,
  ConfigMessage,
  DamageMessage,
  DiskMessage,
  LogLevelMessage,
  MaintenanceMessage,
  ProfileMessage,
  ServiceMessage,
  SocketMessage,
  SocketUsedMessage,
  StopMessage,
  SupervisorMessage,
} from './messages.ts'
import { parseSupervisorMessage } from './parse.ts'

/** A listening socket as it comes out of the channel; `server.listen()` takes it. */
export type SocketHandle = object

/** A service's side of the channel to its supervisor. Register the callbacks before `send`. */
export interface SupervisorChannel {
  /** Sends and forgets: a channel that is gone shows itself by `onDisconnect`. */
  send(message: ServiceMessage): void
  /** Settles when the system has the whole message, or when there is nobody to send it to. */
  sendAll(message: ServiceMessage): Promise<void>
  onListen(callback: (handle: SocketHandle) => void): void
  onLogLevel(callback: (message: LogLevelMessage) => void): void
  /** Without a handle the socket could not be bound, and the message says why. */
  onSocket(callback: (message: SocketMessage, handle: SocketHandle | undefined) => void): void
  onSocketUsed(callback: (message: SocketUsedMessage) => void): void
  onStop(callback: (message: StopMessage) => void): void
  onProfile(callback: (message: ProfileMessage) => void): void
  onDisk(callback: (message: DiskMessage) => void): void
  onMaintenance(callback: (message: MaintenanceMessage) => void): void
  onDamage(callback: (message: DamageMessage) => void): void
  onCollect(callback: (message: CollectMessage) => void): void
  onConfig(callback: (message: ConfigMessage) => void): void
  /** Called once when the supervisor is gone, also if it already was. */
  onDisconnect(callback: () => void): void
}

/**
 * Connects to the process that forked this one; `undefined` when there is none. A parent is not
 * always our supervisor (test runners and process managers fork too), so the caller decides by
 * its configuration whether to connect.
 */
export function connectSupervisor(): SupervisorChannel | undefined {
  if (process.send === undefined) return undefined
  return {
    send: (message) => void sendToParent(message),
    sendAll: sendToParent,
    onListen: (callback) =>
      onMessage('listen', (_message, handle) => {
        if (handle) callback(handle)
      }),
    onLogLevel: (callback) => onMessage('log-level', callback),
    onSocket: (callback) => onMessage('socket', callback),
    onSocketUsed: (callback) => onMessage('socket-used', callback),
    onStop: (callback) => onMessage('stop', callback),
    onProfile: (callback) => onMessage('profile', callback),
    onDisk: (callback) => onMessage('disk', callback),
    onMaintenance: (callback) => onMessage('maintenance', callback),
    onDamage: (callback) => onMessage('damage', callback),
    onCollect: (callback) => onMessage('collect', callback),
    onConfig: (callback) => onMessage('config', callback),
    onDisconnect: (callback) => {
      const closed = () => {
        failpoint('ipc.channel.closed')
        callback()
      }
      if (process.connected) process.once('disconnect', closed)
      else queueMicrotask(closed)
    },
  }
}

function isHandle(value: unknown): value is SocketHandle {
  return typeof value === 'object' && value !== null
}

function sendToParent(message: ServiceMessage): Promise<void> {
  return new Promise((resolve) => {
    if (!process.connected) return resolve()
    failpoint('ipc.message.sending')
    // Without a callback a channel that closes meanwhile would raise 'error' on the process.
    process.send?.(message, undefined, undefined, () => resolve())
  })
}

type Hear = (message: SupervisorMessage, handle: SocketHandle | undefined) => void

/** Who takes part of what the supervisor says; Node would take a listener each for a leak. */
const hearing: Hear[] = []

function onMessage<Type extends SupervisorMessage['type']>(
  type: Type,
  callback: (
    message: Extract<SupervisorMessage, { type: Type }>,
    handle: SocketHandle | undefined,
  ) => void,
): void {
  const isMeant = (
    message: SupervisorMessage,
  ): message is Extract<SupervisorMessage, { type: Type }> => message.type === type
  hearing.push((message, handle) => {
    if (isMeant(message)) callback(message, handle)
  })
  if (hearing.length > 1) return
  process.on('message', (value, handle) => {
    failpoint('ipc.message.received')
    const message = parseSupervisorMessage(value)
    if (message === undefined) return
    const known = isHandle(handle) ? handle : undefined
    for (const hear of hearing) hear(message, known)
  })
}
