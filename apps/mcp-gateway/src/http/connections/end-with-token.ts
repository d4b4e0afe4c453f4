import type { ChangeFeed } from '@promptbin/prompt-client'
import type { Holder, Places } from './places.ts'

export interface EndWithTokenOptions {
  readonly places: Pick<Places, 'revoke'>
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

/**
 * Ends what stays open under a token when it is revoked or expires: a request is checked by
 * itself, but a session or a stream would go on. After a reset of the feed, which may have told of
 * that, all that is open under tokens of prompt-web is ended; their clients come back. Until the
 * returned function is called.
 */
export function endWithToken({ places, changes, now = Date.now }: EndWithTokenOptions): () => void {
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
    if (type === 'reset')
      places.revoke(({ principalId }) => principalId.startsWith(principalOf('')))
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
