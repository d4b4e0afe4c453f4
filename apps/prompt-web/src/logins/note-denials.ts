import type { PromptStore } from '@promptbin/prompt-store'
import { RateLimiter } from '@promptbin/security'
import type { Denial } from '@promptbin/service'

export interface NoteDenialsOptions {
  readonly store: Pick<PromptStore, 'noteAudit'>
  readonly now: () => number
  /** Told when one could not be written down. */
  readonly onLost: (error: unknown) => void
}

/** So many of one address are written down at once, and then a minute: nobody fills our disk so. */
const written = { burst: 20, perSecond: 1 / 60 }

/**
 * Writes denials into the audit trail. That a stranger who shows nothing is led to the login is none:
 * nothing was tried.
 */
export function createDenialNotes({ store, now, onLost }: NoteDenialsOptions) {
  const limiter = new RateLimiter({ ...written, now })
  return ({ request, code, access }: Denial): void => {
    if (code === 'PB_AUTH_REQUIRED' && request.method === 'GET') return
    if (limiter.take(request.ip) > 0) return
    const target = `${request.method} ${request.routeOptions.url ?? ''}`
    const act = {
      action: 'access.deny',
      target,
      outcome: 'refused',
      after: { code, access },
    } as const
    store.noteAudit(act).catch(onLost)
  }
}
