import type { AuthInfo } from '@modelcontextprotocol/server'
import { localPrincipal, type Principal } from '@promptbin/security'

/** Who a request is of, found out once and good for many requests. */
export interface Verdict {
  readonly principal: Principal
  /** The same as the SDK hands it on, without the token: nobody further on has a use for it. */
  readonly authInfo: AuthInfo
  /** Milliseconds since the epoch; infinite without an end. */
  readonly expiresAtMs: number
}

/** Lets somebody in until a time. */
export function verdictOf(
  principal: Principal,
  expiresAtMs: number = Number.POSITIVE_INFINITY,
): Verdict {
  const authInfo: AuthInfo = {
    token: '',
    clientId: principal.id,
    scopes: [...principal.scopes],
    ...(Number.isFinite(expiresAtMs) && { expiresAt: Math.floor(expiresAtMs / 1_000) }),
    extra: { principal },
  }
  return { principal, authInfo, expiresAtMs }
}

/** Lets in everybody of this machine. */
export const localVerdict: Verdict = verdictOf(localPrincipal)
