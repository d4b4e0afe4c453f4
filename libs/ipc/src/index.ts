export { EXIT_BAD_CONFIGURATION } from './exit-codes.ts'
export {
  type CollectMessage,
  type ConfigAppliedMessage,
  type ConfigMessage,
  type DiskMessage,
  type ExtraSocket,
  type HealthMessage,
  type Heartbeat,
  type HeartbeatMessage,
  IPC_VERSION,
  type ListenMessage,
  type LogLevelMessage,
  type MetricsMessage,
  PROFILE_KINDS,
  type PreparedMessage,
  type ProfileDoneMessage,
  type ProfileFailedMessage,
  type ProfileKind,
  type ProfileMessage,
  type ReadyMessage,
  type ServiceMessage,
  type SocketMessage,
  type SocketUsedMessage,
  type SocketWantedMessage,
  type StopMessage,
  type SupervisorMessage,
} from './messages.ts'
export { parseServiceMessage, parseSupervisorMessage } from './parse.ts'
export {
  connectSupervisor,
  type SocketHandle,
  type SupervisorChannel,
} from './supervisor-channel.ts'
