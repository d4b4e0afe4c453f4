import type { Message, Request, RequestId } from './json-rpc.ts'

type Answer = Extract<Message, { kind: 'answer' }>

/**
 * What a client of the era before 2026-07-28 told its server once, and what a fresh gateway has to
 * hear again before anything else (MCP 2025-11-25 basic/lifecycle). Modern clients make none.
 */
export interface Handshake {
  begin(initialize: Request): void
  answered(answer: Answer): void
  /** Takes in `notifications/initialized`. */
  confirm(line: string): void
  /** The client's confirmation, if there was one. */
  confirmation(): readonly string[]
  /** The line that opens the next connection; undefined as long as there is nothing to repeat. */
  replay(): string | undefined
  /** Whether this answers the last replay, so that the client must not see it. */
  isReplay(id: RequestId): boolean
}

/** The handshake of a client that has not said anything yet. */
export function createHandshake(): Handshake {
  let initialize: Request | undefined
  let isAnswered = false
  let confirmed: string | undefined
  let replays = 0

  const replayId = () => `promptbin-replay-${replays}`

  return {
    begin(request) {
      initialize = request
      isAnswered = false
      confirmed = undefined
    },
    answered({ result }) {
      isAnswered = result !== undefined
      if (!isAnswered) initialize = undefined
    },
    confirm(line) {
      confirmed = line
    },
    confirmation: () => (confirmed === undefined ? [] : [confirmed]),
    replay() {
      if (!initialize || !isAnswered) return undefined
      replays += 1
      const { method, params } = initialize
      return JSON.stringify({ jsonrpc: '2.0', id: replayId(), method, params })
    },
    isReplay: (id) => replays > 0 && id === replayId(),
  }
}
