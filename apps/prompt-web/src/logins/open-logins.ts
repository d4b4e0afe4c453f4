import { type Config, instanceKey, localKeyHash } from '@promptbin/config'
import type { Logger } from '@promptbin/logging'
import type { PromptStore } from '@promptbin/prompt-store'
import type { TokenOperations } from '../tokens/token-operations.ts'
import { createLogins, type Logins } from './create-logins.ts'
import { createDenialNotes } from './note-denials.ts'

export interface OpenLoginsOptions {
  readonly config: Pick<Config, 'auth' | 'web'>
  readonly store: PromptStore
  readonly tokens: Pick<TokenOperations, 'introspectToken'>
  readonly logger: Logger
  /** Where a person reads what is printed once. */
  readonly print: (text: string) => void
}

/** The logins of this process; without a supervisor, which does it otherwise, it says how to set up. */
export async function openLogins(options: OpenLoginsOptions): Promise<Logins> {
  const { logger, store } = options
  const onLost = (err: unknown) =>
    logger.warn({ event: 'login.not_noted', err }, 'a login or denial was not noted')
  const logins = createLogins({
    ...options,
    instanceKey: instanceKey(),
    localKeyHash: localKeyHash(),
    onUsesLost: onLost,
  })
  const isAlone = instanceKey() === undefined && options.config.auth.setupToken === ''
  if (isAlone && (await logins.operations.isSetUpOpen())) {
    options.print(`To make the first account, open /setup with this token: ${logins.setUpToken}\n`)
  }
  const onDenied = createDenialNotes({ store, now: () => performance.now(), onLost })
  return { ...logins, authentication: { ...logins.authentication, onDenied } }
}
