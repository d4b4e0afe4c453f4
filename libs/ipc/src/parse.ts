import {
  type Heartbeat,
  IPC_VERSION,
  type ServiceMessage,
  type SupervisorMessage,
} from './messages.ts'

type Fields = Readonly<Record<string, unknown>>

const HEARTBEAT_FIELDS = [
  'loopLagMs',
  'rssBytes',
  'heapUsedBytes',
  'cpuSeconds',
  'activeRequests',
  'requestsHandled',
  'averageResponseMs',
] as const satisfies readonly (keyof Heartbeat)[]

/** Reads a message of a service; anything that is not one of our version is `undefined`. */
export function parseServiceMessage(value: unknown): ServiceMessage | undefined {
  const fields = ourFields(value)
  if (fields?.type === 'prepared') return { v: IPC_VERSION, type: 'prepared' }
  if (fields?.type === 'ready') return parseReady(fields)
  if (fields?.type === 'heartbeat') return parseHeartbeat(fields)
  return undefined
}

/** Reads a message of the supervisor; anything that is not one of our version is `undefined`. */
export function parseSupervisorMessage(value: unknown): SupervisorMessage | undefined {
  const fields = ourFields(value)
  if (fields?.type === 'listen') return { v: IPC_VERSION, type: 'listen' }
  if (fields?.type === 'stop' && isAmount(fields.timeoutMs)) {
    return { v: IPC_VERSION, type: 'stop', timeoutMs: fields.timeoutMs }
  }
  return undefined
}

function parseReady({ url }: Fields): ServiceMessage | undefined {
  return typeof url === 'string' ? { v: IPC_VERSION, type: 'ready', url } : undefined
}

function parseHeartbeat(fields: Fields): ServiceMessage | undefined {
  const amounts: Partial<Record<keyof Heartbeat, number>> = {}
  for (const name of HEARTBEAT_FIELDS) {
    const amount = fields[name]
    if (!isAmount(amount)) return undefined
    amounts[name] = amount
  }
  return { v: IPC_VERSION, type: 'heartbeat', ...(amounts as Heartbeat) }
}

function ourFields(value: unknown): Fields | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const fields = value as Fields
  return fields.v === IPC_VERSION ? fields : undefined
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}
