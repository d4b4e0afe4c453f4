import type { Config } from '@promptbin/config'
import type { LoginStore, PromptStore } from '@promptbin/prompt-store'
import { makeToken, type PasswordCost, readScopes } from '@promptbin/security'
import {
  type AuthenticationOptions,
  isLoginRequired,
  LOOPBACK_HOSTS,
  setUpTokenOf,
} from '@promptbin/service'
import type { TokenOperations } from '../tokens/token-operations.ts'
import { createLoginOperations, type LoginOperations } from './login-operations.ts'

/** The cookie of the pages; ports share their cookies, and the console has its own. */
export const libraryCookie = 'promptbin-library'

export interface LoginsOptions {
  readonly config: Pick<Config, 'auth' | 'web'>
  readonly store: LoginStore & Pick<PromptStore, 'findToken' | 'noteTokenUse'>
  readonly tokens: Pick<TokenOperations, 'introspectToken'>
  /** What the processes of this instance know; undefined without a supervisor. */
  readonly instanceKey: string | undefined
  readonly localKeyHash: string | undefined
  readonly passwordCost?: PasswordCost | undefined
  readonly onUsesLost: (error: unknown) => void
}

/** Who may use prompt-web, and how that is found out. */
export interface Logins {
  readonly operations: LoginOperations
  readonly isRequired: boolean
  readonly authentication: Omit<AuthenticationOptions, 'metrics'>
  /** Names that may stand in `Host`. */
  readonly allowedHosts: readonly string[]
  /** For the first account; undefined where none can be made with it. */
  readonly setUpToken: string | undefined
}

/** Puts the logins together as the configuration asks for them. */
export function createLogins(options: LoginsOptions): Logins {
  const { config, tokens, instanceKey, localKeyHash } = options
  const { auth, web } = config
  const isRequired = isLoginRequired(config, web.host)
  const setUpToken = isRequired ? setUpTokenFor(options) : undefined
  const operations = createLoginOperations({
    ...options,
    idleMs: auth.sessionIdleMs,
    lifetimeMs: auth.sessionLifetimeMs,
    setUpToken,
    now: Date.now,
  })
  const ofToken = async (sha256: string) => {
    const known = await tokens.introspectToken(sha256)
    if (!known.active) return undefined
    const { sub, scope, folders } = known
    return {
      id: sub,
      kind: 'token',
      scopes: readScopes(scope),
      ...(folders && { folders }),
    } as const
  }
  return {
    operations,
    isRequired,
    setUpToken,
    authentication: {
      credentials: { ofToken, ofSession: operations.ofSession },
      isLoginRequired: isRequired,
      cookieName: libraryCookie,
      instanceKey,
      localKeyHash,
    },
    allowedHosts: [...LOOPBACK_HOSTS, ...web.allowedHosts, web.host.toLowerCase()],
  }
}

/** What was configured, else what the supervisor of this instance knows as well, else a new one. */
function setUpTokenFor({ config, instanceKey }: LoginsOptions): string {
  if (config.auth.setupToken !== '') return config.auth.setupToken
  return instanceKey === undefined ? makeToken() : setUpTokenOf(instanceKey)
}
