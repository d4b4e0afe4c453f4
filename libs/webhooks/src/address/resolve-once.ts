import type { LookupAddress } from 'node:dns'
import { webhookUnreachable } from '../errors.ts'
import type { AllowedNetworks } from './judge-address.ts'
import { assertReachable, literalOf } from './read-endpoint-url.ts'

/** Finds what a name stands for, as `dns.promises.lookup` does. */
export type Lookup = (hostname: string) => Promise<readonly LookupAddress[]>

/**
 * The addresses of a host, every one of which may be reached. They are to be connected to as they
 * are: whoever asks for the name again may get another answer (DNS rebinding). Throws
 * `PB_WEBHOOK_ADDRESS_REFUSED` and `PB_WEBHOOK_UNREACHABLE`.
 */
export async function resolveOnce(
  url: URL,
  { lookup, allowed }: { readonly lookup: Lookup; readonly allowed: AllowedNetworks },
): Promise<readonly LookupAddress[]> {
  const literal = literalOf(url)
  const addresses =
    literal === undefined
      ? await lookUp(url, lookup)
      : [{ address: literal, family: familyOf(literal) }]
  for (const { address } of addresses) assertReachable(url, address, allowed)
  return addresses
}

async function lookUp({ hostname, host }: URL, lookup: Lookup): Promise<readonly LookupAddress[]> {
  try {
    const addresses = await lookup(hostname)
    if (addresses.length > 0) return addresses
  } catch (cause) {
    throw webhookUnreachable.with({ cause }, host, 'there is no such name')
  }
  throw webhookUnreachable(host, 'its name has no address')
}

function familyOf(address: string): 4 | 6 {
  return address.includes(':') ? 6 : 4
}
