import { join } from 'node:path'
import type { Config } from '@promptbin/config'
import type { Logger } from '@promptbin/logging'
import type { AuditEntry, AuditLog } from '@promptbin/security'
import {
  type AuthenticationOptions,
  askerOf,
  isLoginRequired,
  LOOPBACK_HOSTS,
} from '@promptbin/service'
import { ConsoleLogins } from './console-logins.ts'
import { openConsoleState } from './console-state.ts'
import { createLibraryLogins } from './library-logins.ts'

/** The cookie of the console; ports share their cookies, and the library has its own. */
export const consoleCookie = 'promptbin-console'

export interface ConsoleAccessOptions {
  readonly config: Pick<Config, 'auth' | 'supervisor'>
  /** Of prompt-web. */
  readonly webUrl: string
  readonly instanceKey: string
  readonly localKeyHash: string
  readonly stateFolder: string
  readonly audit: Pick<AuditLog, 'append'>
  readonly logger: Logger
}

/** Who may use the supervisor, and how that is found out. */
export interface ConsoleAccess {
  readonly logins: ConsoleLogins
  readonly isRequired: boolean
  readonly authentication: Omit<AuthenticationOptions, 'metrics'>
  /** Names that may stand in `Host`. */
  readonly allowedHosts: readonly string[]
  /** Proxies that are believed for whom they ask. */
  readonly trustedProxies: readonly string[]
  /** Writes down a login, a logout or a denial; what cannot be written down is told of in the log. */
  note(entry: AuditEntry): void
}

/** Puts the logins of the supervisor together as the configuration asks for them. */
export function createConsoleAccess(options: ConsoleAccessOptions): ConsoleAccess {
  const { config, webUrl, instanceKey, localKeyHash, stateFolder, audit, logger } = options
  const { auth, supervisor } = config
  const isRequired = isLoginRequired(config, supervisor.host)
  const logins = new ConsoleLogins({
    library: createLibraryLogins(webUrl, instanceKey),
    state: openConsoleState(join(stateFolder, 'console-logins.json'), logger),
    idleMs: auth.sessionIdleMs,
    lifetimeMs: auth.sessionLifetimeMs,
    now: Date.now,
  })
  const note = (entry: AuditEntry) => {
    audit
      .append(entry)
      .catch((err) => logger.warn({ event: 'login.not_noted', err }, 'a login was not noted'))
  }
  return {
    logins,
    isRequired,
    note,
    authentication: {
      credentials: logins,
      isLoginRequired: isRequired,
      cookieName: consoleCookie,
      instanceKey,
      localKeyHash,
      onDenied: ({ request, code, access }) => {
        // That a stranger who shows nothing is led to the login is no denial: nothing was tried.
        if (code === 'PB_AUTH_REQUIRED' && request.method === 'GET') return
        const target = `${request.method} ${request.routeOptions.url ?? ''}`
        const what = { action: 'access.deny', target, outcome: 'refused' } as const
        note({ ...askerOf(request), ...what, before: null, after: { code, access } })
      },
    },
    allowedHosts: [...LOOPBACK_HOSTS, ...supervisor.allowedHosts, supervisor.host.toLowerCase()],
    trustedProxies: auth.trustedProxies,
  }
}
