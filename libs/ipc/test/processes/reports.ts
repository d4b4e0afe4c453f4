import { connectSupervisor } from '../../src/index.ts'

/** Tells its parent everything that it receives, wrapped into `ready`. */
const channel = connectSupervisor()
const tell = (what: string) => channel?.send({ v: 1, type: 'ready', url: what })
channel?.onListen((handle) => tell(`listen with ${handle.constructor.name}`))
channel?.onStop(({ timeoutMs }) => tell(`stop in ${timeoutMs}`))
channel?.onDisconnect(() => process.exit(7))
channel?.onSocket(({ socket, problem }, handle) =>
  tell(`${socket}: ${problem ?? handle?.constructor.name}`),
)
channel?.onSocketUsed(({ socket }) => tell(`${socket} is used`))
channel?.send({ v: 1, type: 'prepared' })
