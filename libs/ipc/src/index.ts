export { EXIT_BAD_CONFIGURATION } from './exit-codes.ts'
export {
  type Heartbeat,
  type HeartbeatMessage,
  IPC_VERSION,
  type ListenMessage,
  type PreparedMessage,
  type ReadyMessage,
  type ServiceMessage,
  type StopMessage,
  type SupervisorMessage,
} from './messages.ts'
export { parseServiceMessage, parseSupervisorMessage } from './parse.ts'
export {
  connectSupervisor,
  type SocketHandle,
  type SupervisorChannel,
} from './supervisor-channel.ts'
