import {
  type ExtraSocket,
  type HealthMessage,
  type Heartbeat,
  IPC_VERSION,
  PROFILE_KINDS,
  type ProfileKind,
  type ServiceMessage,
  type SupervisorMessage,
} from './messages.ts'

type Fields = Readonly<Record<string, unknown>>

/** Reads the fields of one type of message; undefined when they do not fit. */
type Reader<Message> = (fields: Fields) => Message | undefined

type Amounts = Omit<Heartbeat, 'isListening'>

const HEARTBEAT_AMOUNTS = [
  'loopLagMs',
  'gcPauseMs',
  'rssBytes',
  'heapUsedBytes',
  'cpuSeconds',
  'activeRequests',
  'requestsHandled',
  'averageResponseMs',
] as const satisfies readonly (keyof Amounts)[]

const v = IPC_VERSION

const serviceReaders: Readonly<Record<ServiceMessage['type'], Reader<ServiceMessage>>> = {
  prepared: () => ({ v, type: 'prepared' }),
  ready: ({ url }) => (isText(url) ? { v, type: 'ready', url } : undefined),
  heartbeat: readHeartbeat,
  health: ({ status, reason }) =>
    isHealthStatus(status) && (reason === null || isText(reason))
      ? { v, type: 'health', status, reason }
      : undefined,
  'socket-wanted': ({ socket }) =>
    isExtraSocket(socket) ? { v, type: 'socket-wanted', socket } : undefined,
  'profile-done': ({ id, bytes }) =>
    isText(id) && isAmount(bytes) ? { v, type: 'profile-done', id, bytes } : undefined,
  'profile-failed': ({ id, reason }) =>
    isText(id) && isText(reason) ? { v, type: 'profile-failed', id, reason } : undefined,
  defect: ({ kind }) =>
    kind === 'exception' || kind === 'rejection' ? { v, type: 'defect', kind } : undefined,
  metrics: ({ id, metrics }) =>
    (id === null || isText(id)) && Array.isArray(metrics)
      ? { v, type: 'metrics', id, metrics }
      : undefined,
  'config-applied': ({ id, generation, problem }) =>
    isText(id) && isAmount(generation) && (problem === null || isText(problem))
      ? { v, type: 'config-applied', id, generation, problem }
      : undefined,
}

const supervisorReaders: Readonly<Record<SupervisorMessage['type'], Reader<SupervisorMessage>>> = {
  listen: () => ({ v, type: 'listen' }),
  'log-level': ({ level }) => (isText(level) ? { v, type: 'log-level', level } : undefined),
  socket: ({ socket, problem }) =>
    isExtraSocket(socket) && (problem === null || isText(problem))
      ? { v, type: 'socket', socket, problem }
      : undefined,
  'socket-used': ({ socket }) =>
    isExtraSocket(socket) ? { v, type: 'socket-used', socket } : undefined,
  stop: ({ timeoutMs }) => (isAmount(timeoutMs) ? { v, type: 'stop', timeoutMs } : undefined),
  profile: readProfile,
  collect: ({ id }) => (isText(id) ? { v, type: 'collect', id } : undefined),
  config: ({ id, generation, settings }) =>
    isText(id) && isAmount(generation) && isTexts(settings)
      ? { v, type: 'config', id, generation, settings }
      : undefined,
  maintenance: ({ reason }) =>
    reason === null || isText(reason) ? { v, type: 'maintenance', reason } : undefined,
  damage: ({ reason }) =>
    reason === null || isText(reason) ? { v, type: 'damage', reason } : undefined,
  disk: ({ readOnly }) => (isSwitch(readOnly) ? { v, type: 'disk', readOnly } : undefined),
}

/** Reads a message of a service; anything that is not one of our version is `undefined`. */
export function parseServiceMessage(value: unknown): ServiceMessage | undefined {
  return read(value, serviceReaders)
}

/** Reads a message of the supervisor; anything that is not one of our version is `undefined`. */
export function parseSupervisorMessage(value: unknown): SupervisorMessage | undefined {
  return read(value, supervisorReaders)
}

function read<Message>(
  value: unknown,
  readers: Readonly<Record<string, Reader<Message>>>,
): Message | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const fields = value as Fields
  if (fields.v !== v || !isText(fields.type) || !Object.hasOwn(readers, fields.type)) return
  return readers[fields.type]?.(fields)
}

function readHeartbeat(fields: Fields): ServiceMessage | undefined {
  const { isListening } = fields
  if (!isSwitch(isListening)) return undefined
  const amounts: Partial<Record<keyof Amounts, number>> = {}
  for (const name of HEARTBEAT_AMOUNTS) {
    const amount = fields[name]
    if (!isAmount(amount)) return undefined
    amounts[name] = amount
  }
  return { v, type: 'heartbeat', ...(amounts as Amounts), isListening }
}

function readProfile(fields: Fields): SupervisorMessage | undefined {
  const { id, kind, durationMs, maxBytes, file } = fields
  if (!isText(id) || !isProfileKind(kind) || !isText(file)) return undefined
  if (!isAmount(durationMs) || !isAmount(maxBytes)) return undefined
  return { v, type: 'profile', id, kind, durationMs, maxBytes, file }
}

function isHealthStatus(value: unknown): value is HealthMessage['status'] {
  return value === 'pass' || value === 'warn' || value === 'fail'
}

function isProfileKind(value: unknown): value is ProfileKind {
  return PROFILE_KINDS.some((kind) => kind === value)
}

function isExtraSocket(value: unknown): value is ExtraSocket {
  return value === 'share'
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === 'object' && value !== null && Object.values(value).every(isText)
}

function isSwitch(value: unknown): value is boolean {
  return typeof value === 'boolean'
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}
