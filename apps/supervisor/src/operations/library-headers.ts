import {
  INSTANCE_PROOF_HEADER,
  instanceProof,
  PRINCIPAL_HEADER,
  SCOPES_HEADER,
} from '@promptbin/service'
import type { Caller } from './caller.ts'

/** With these prompt-web does what is asked as somebody else's wish. */
export function libraryHeaders(
  instanceKey: string,
  { principal, requestId }: Caller,
): Readonly<Record<string, string>> {
  return {
    [INSTANCE_PROOF_HEADER]: instanceProof(instanceKey),
    [PRINCIPAL_HEADER]: principal.id,
    [SCOPES_HEADER]: [...principal.scopes].join(' '),
    'x-promptbin-author': principal.id,
    'x-request-id': requestId,
  }
}
