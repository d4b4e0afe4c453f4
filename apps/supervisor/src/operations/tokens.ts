import type { OutputOf } from '@promptbin/operations'
import { askLibrary, askLibraryWith } from '../http/library/ask-library.ts'
import type { Caller } from './caller.ts'
import type { HandlersOf } from './handlers.ts'
import { libraryHeaders } from './library-headers.ts'

/** What is asked for tokens. */
export interface TokenHandlersOptions {
  /** Where prompt-web is, which keeps them. */
  readonly webUrl: string
  /** By what a process of this instance shows that it is one. */
  readonly instanceKey: string
}

type Created = OutputOf<'create_token'>

const path = '/api/v1/tokens'

/** How tokens are listed and changed: prompt-web keeps them, and is told for whom it is done. */
export function tokenHandlers({
  webUrl,
  instanceKey,
}: TokenHandlersOptions): HandlersOf<
  'list_tokens' | 'create_token' | 'revoke_token' | 'rotate_token'
> {
  const headersFor = (caller: Caller) => libraryHeaders(instanceKey, caller)
  const addressOf = (token: string) => `${path}/${encodeURIComponent(token)}`

  return {
    list_tokens: async (_input, caller) => {
      const question = { method: 'GET', headers: headersFor(caller) } as const
      return (await askLibrary(webUrl, path, question)) as OutputOf<'list_tokens'>
    },
    create_token: async (input, caller) => {
      const question = { headers: headersFor(caller) }
      return (await askLibraryWith(webUrl, path, input, question)) as Created
    },
    rotate_token: async ({ token, grace_seconds: graceSeconds }, caller, notes) => {
      notes.target = token
      const body = graceSeconds === undefined ? {} : { graceSeconds }
      const question = { headers: headersFor(caller) }
      return (await askLibraryWith(webUrl, `${addressOf(token)}/rotate`, body, question)) as Created
    },
    revoke_token: async ({ token }, caller, notes) => {
      notes.target = token
      const headers = headersFor(caller)
      await askLibrary(webUrl, addressOf(token), { method: 'DELETE', headers })
      return {}
    },
  }
}
