import { operationNotReady } from './errors.ts'
import type { HandlersOf } from './handlers.ts'

/** How the audit trail is searched and checked. */
export function auditHandlers(): HandlersOf<'list_audit' | 'verify_audit'> {
  return {
    list_audit: async () => {
      throw operationNotReady('list_audit')
    },
    verify_audit: async () => {
      throw operationNotReady('verify_audit')
    },
  }
}
