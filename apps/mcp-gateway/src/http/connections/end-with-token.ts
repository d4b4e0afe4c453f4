import type { ChangeFeed } from '@promptbin/prompt-client'
import type { Sessions } from '../sessions/sessions.ts'
import type { Holder, Places } from './places.ts'

export interface EndWithTokenOptions {
  readonly places: Pick<Places, 'revoke'>
  readonly sessions: Pick<Sessions, 'closeStreams'>
  readonly changes: Pick<ChangeFeed, 'subscribe'>
  /** Milliseconds since the epoch. */
  readonly now?: () => number
}

/** How late the end of a token may be noticed. */
const sweepMs = 500

/**
 * A request that was let in just before its token was revoked may open something just after it:
 * longer than finding out whose a token is may take.
 */
const lateMs = 3_000

/** What prompt-web's tokens are called as principals. */
const principalOf = (tokenName: string) => `token:${tokenName}`
const isOfToken = (principalId: string) => principalId.startsWith(principalOf(''))

/**
 * Ends what stays open under a token when it is revoked or expires: a request is checked by
 * itself, but a session or a stream would go on. After a reset of the feed, which may have told of
 * that, every stream under a token of prompt-web is ended, and its client comes back with the
 * token. A session stays: it does nothing by itself, and what it is asked for next is checked.
 * Until the returned function is called.
 */
export function endWithToken(options: EndWithTokenOptions): () => void {
  const { places, sessions, changes, now = Date.now } = options
  /** Principals whose token was revoked, and until when they may still seem to be good. */
  const revoked = new Map<string, number>()

  const isOver = ({ principalId, expiresAtMs = Number.POSITIVE_INFINITY }: Holder) =>
    revoked.has(principalId) || now() >= expiresAtMs

  function sweep(): void {
    places.revoke(isOver)
    for (const [principalId, untilMs] of revoked) {
      if (now() >= untilMs) revoked.delete(principalId)
    }
  }

  const unsubscribe = changes.subscribe(({ type, name }) => {
    if (type === 'reset') {
      places.revoke(({ principalId }, kind) => kind !== 'session' && isOfToken(principalId))
      sessions.closeStreams(({ principalId }) => isOfToken(principalId))
    }
    // One of the same name is another token.
    if (type === 'token-created' && name !== undefined) revoked.delete(principalOf(name))
    if (type !== 'token-revoked' || name === undefined) return
    revoked.set(principalOf(name), now() + lateMs)
    sweep()
  })
  const timer = setInterval(sweep, sweepMs)
  timer.unref()
  return () => {
    unsubscribe()
    clearInterval(timer)
  }
}
