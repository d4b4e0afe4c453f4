import { operationNotReady } from './errors.ts'
import type { HandlersOf } from './handlers.ts'

/** How tokens are listed and changed: prompt-web keeps them. */
export function tokenHandlers(): HandlersOf<
  'list_tokens' | 'create_token' | 'revoke_token' | 'rotate_token'
> {
  return {
    list_tokens: async () => {
      throw operationNotReady('list_tokens')
    },
    create_token: async () => {
      throw operationNotReady('create_token')
    },
    revoke_token: async () => {
      throw operationNotReady('revoke_token')
    },
    rotate_token: async () => {
      throw operationNotReady('rotate_token')
    },
  }
}
