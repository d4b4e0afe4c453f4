import { randomUUID } from 'node:crypto'
import {
  isInitializeRequest,
  type McpServerFactory,
  type Server,
} from '@modelcontextprotocol/server'
import { initializeInvalid, sessionRequired, sessionUnknown } from '../../errors.ts'
import type { Places } from '../connections/places.ts'
import type { Exchange } from '../exchange.ts'
import { memberOf } from '../message-body.ts'
import { Session } from './session.ts'
import { SessionTransport } from './session-transport.ts'

/**
 * Why a session is over: its client said so, it was idle too long, its place was needed, or its
 * client's token is good no more.
 */
export type SessionEnd = 'deleted' | 'expired' | 'evicted' | 'revoked'

export interface SessionsOptions {
  readonly places: Places
  /** `mcp.session_timeout`: how long a session may be idle. */
  readonly timeoutMs: number
  /** Of the comments that keep a stream from being cut by what stands between. */
  readonly keepAliveMs?: number
  readonly onEnded?: (why: SessionEnd) => void
  /** A clock that only goes forward, in milliseconds. */
  readonly now?: () => number
}

/** How late a session may expire, as a share of the time it may be idle. */
const sweepShare = 10
const shortestSweepMs = 50
const longestSweepMs = 30_000

const sessionHeader = 'mcp-session-id'

/** The sessions of one worker. One timer looks after all of them. */
export class Sessions {
  readonly #options: SessionsOptions
  readonly #now: () => number
  readonly #sessions = new Map<string, Session>()
  readonly #ended: Record<SessionEnd, number> = {
    deleted: 0,
    expired: 0,
    evicted: 0,
    revoked: 0,
  }
  #timeoutMs: number
  #timer: NodeJS.Timeout

  constructor(options: SessionsOptions) {
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
    this.#timeoutMs = options.timeoutMs
    this.#timer = this.#sweepRegularly()
    options.places.onFull(() => this.#evictLongestIdle())
  }

  get open(): number {
    return this.#sessions.size
  }

  get idle(): number {
    return [...this.#sessions.values()].filter(({ isIdle }) => isIdle).length
  }

  /** How many are over since the start, by why. */
  get ended(): Readonly<Record<SessionEnd, number>> {
    return this.#ended
  }

  /**
   * Serves a request of the era before 2026-07-28; `factory` makes the server when it opens a
   * session. Throws `PB_MCP_SESSION_*`, `PB_MCP_INITIALIZE_INVALID`, what `Places.take` throws and
   * what `Session.serve` throws.
   */
  async serve(
    exchange: Exchange,
    profile: string | null,
    factory: McpServerFactory,
  ): Promise<Response> {
    const session = this.find(exchange, profile)
    if (session) return session.serve(exchange)
    const { message, request } = exchange
    if (isInitializeRequest(message)) return this.#begin(exchange, profile, factory)
    if (memberOf(message, 'method') === 'initialize') throw initializeInvalid()
    throw request.headers.has(sessionHeader) ? sessionUnknown() : sessionRequired()
  }

  /** The session that an exchange names, if it is its client's. */
  find({ request, holder }: Exchange, profile: string | null): Session | undefined {
    const session = this.#sessions.get(request.headers.get(sessionHeader) ?? '')
    const isTheirs = session?.principalId === holder.principalId && session.profile === profile
    return isTheirs ? session : undefined
  }

  /** From now on a session may be idle for so long, also one that is open. */
  setTimeout(timeoutMs: number): void {
    this.#timeoutMs = timeoutMs
    clearInterval(this.#timer)
    this.#timer = this.#sweepRegularly()
  }

  /** Ends those that are idle too long. */
  sweep(): void {
    for (const session of this.#sessions.values()) {
      const idleMs = this.#now() - session.usedAt
      if (session.isIdle && idleMs >= this.#timeoutMs) this.#end(session, 'expired')
    }
  }

  /** Ends the streams of all, or of some; what they asked is still answered. */
  closeStreams(isMeant: (session: Session) => boolean = () => true): void {
    for (const session of this.#sessions.values()) if (isMeant(session)) session.closeStream()
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    const open = [...this.#sessions.values()]
    this.#sessions.clear()
    await Promise.allSettled(open.map((session) => session.end()))
  }

  #sweepRegularly(): NodeJS.Timeout {
    const share = this.#timeoutMs / sweepShare
    const sweepMs = Math.min(longestSweepMs, Math.max(shortestSweepMs, share))
    return setInterval(() => this.sweep(), sweepMs).unref()
  }

  async #begin(
    exchange: Exchange,
    profile: string | null,
    factory: McpServerFactory,
  ): Promise<Response> {
    const { holder } = exchange
    const { places, keepAliveMs } = this.#options
    const place = places.take('session', holder)
    try {
      const id = randomUUID()
      const server = await serverFor(exchange, factory)
      const transport = new SessionTransport({
        sessionId: id,
        ...(keepAliveMs !== undefined && { keepAliveMs }),
      })
      const { principalId } = holder
      const session = new Session({
        id,
        principalId,
        profile,
        server,
        transport,
        place,
        now: this.#now,
      })
      transport.onclose = () => this.#end(session, 'deleted')
      await server.connect(transport)
      const answer = await session.serve(exchange)
      if (answer.ok) this.#sessions.set(id, session)
      else await session.end()
      place.onRevoked(() => this.#end(session, 'revoked'))
      return answer
    } catch (error) {
      place.release()
      throw error
    }
  }

  #end(session: Session, why: SessionEnd): void {
    if (!this.#sessions.delete(session.id)) return
    this.#ended[why] += 1
    this.#options.onEnded?.(why)
    session.end().catch(() => {})
  }

  #evictLongestIdle(): boolean {
    const idle = [...this.#sessions.values()].filter(({ isIdle }) => isIdle)
    const [longest] = idle.sort((one, other) => one.usedAt - other.usedAt)
    if (!longest) return false
    this.#end(longest, 'evicted')
    return true
  }
}

async function serverFor(
  { authInfo, request }: Exchange,
  factory: McpServerFactory,
): Promise<Server> {
  const about = { era: 'legacy' as const, ...(authInfo && { authInfo }), requestInfo: request }
  const product = await factory(about)
  return 'server' in product ? product.server : product
}
