import { type Config, isLoopback } from '@promptbin/config'
import { INSTANCE_PROOF_HEADER, instanceProof } from '@promptbin/service'

/**
 * By what prompt-web knows this gateway: the token of `mcp.web_token`, else what processes of the same
 * instance know, which is shown to the prompt-web of this machine alone. Client tokens are never passed on.
 */
export function webCredential(
  { mcp, web }: Pick<Config, 'mcp' | 'web'>,
  instanceKey: string | undefined,
): Readonly<Record<string, string>> {
  if (mcp.webToken !== '') return { authorization: `Bearer ${mcp.webToken}` }
  const { hostname } = new URL(mcp.webUrl)
  const isHere = isLoopback(hostname) || hostname === web.host
  return instanceKey !== undefined && isHere
    ? { [INSTANCE_PROOF_HEADER]: instanceProof(instanceKey) }
    : {}
}
