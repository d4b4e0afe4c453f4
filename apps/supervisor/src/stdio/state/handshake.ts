import {
  isRecord,
  type MessageOf,
  notificationLine,
  type Request,
  type RequestId,
} from '../json-rpc.ts'

/** The only version that knows several messages in one line. */
const batchVersion = '2025-03-26'

/**
 * What a client of the era before 2026-07-28 told its server once, and what a fresh gateway has to
 * hear again before anything else (MCP 2025-11-25 basic/lifecycle). Modern clients make none.
 */
export interface Handshake {
  begin(initialize: Request): void
  answered(answer: MessageOf<'answer'>): void
  /** Takes in `notifications/initialized`. */
  confirm(line: string): void
  /** The client's confirmation, if there was one. */
  confirmation(): readonly string[]
  /** The line that opens the next connection; undefined as long as there is nothing to repeat. */
  replay(): string | undefined
  /** Whether this answers the last replay, so that the client must not see it. */
  isReplay(id: RequestId): boolean
  /** Whether the client may send several messages in one line. */
  readonly takesBatches: boolean
  /** What the client is told of the time in which no gateway was there: the lists may have changed. */
  missed(): readonly string[]
}

/** The handshake of a client that has not said anything yet. */
export function createHandshake(): Handshake {
  let initialize: Request | undefined
  let answer: Readonly<Record<string, unknown>> | undefined
  let confirmed: string | undefined
  let replays = 0

  const replayId = () => `promptbin-replay-${replays}`

  const promises = (list: string) => {
    const capabilities = isRecord(answer?.['capabilities']) ? answer['capabilities'] : {}
    const about = capabilities[list]
    return isRecord(about) && about['listChanged'] === true
  }

  return {
    get takesBatches() {
      return answer?.['protocolVersion'] === batchVersion
    },
    begin(request) {
      initialize = request
      answer = undefined
      confirmed = undefined
    },
    answered({ result }) {
      answer = result
      if (!result) initialize = undefined
    },
    confirm(line) {
      confirmed = line
    },
    confirmation: () => (confirmed === undefined ? [] : [confirmed]),
    replay() {
      if (!initialize || !answer) return undefined
      replays += 1
      const { method, params } = initialize
      return JSON.stringify({ jsonrpc: '2.0', id: replayId(), method, params })
    },
    isReplay: (id) => replays > 0 && id === replayId(),
    missed: () =>
      ['prompts', 'resources']
        .filter(promises)
        .map((list) => notificationLine(`notifications/${list}/list_changed`)),
  }
}
