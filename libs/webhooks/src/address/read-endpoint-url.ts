import { isIP } from 'node:net'
import { webhookAddressRefused, webhookUrlInvalid } from '../errors.ts'
import { type AllowedNetworks, judgeAddress } from './judge-address.ts'

/** Longer ones are no addresses of receivers. */
const longestUrl = 2048

/**
 * The address of a receiver as it was written. Throws `PB_WEBHOOK_URL_INVALID`, and
 * `PB_WEBHOOK_ADDRESS_REFUSED` where the address itself shows that nothing will be sent there; what
 * a name stands for is only known when something is sent.
 */
export function readEndpointUrl(written: string, allowed: AllowedNetworks): URL {
  if (written.length > longestUrl) throw webhookUrlInvalid('this', 'it is too long')
  if (!URL.canParse(written)) throw webhookUrlInvalid('this', 'it is no address of the web')
  const url = new URL(written)
  const { protocol, host, username, password } = url
  if (protocol !== 'https:' && protocol !== 'http:') {
    throw webhookUrlInvalid(`"${protocol}…"`, 'it is no address of the web')
  }
  if (username !== '' || password !== '') {
    throw webhookUrlInvalid(host, 'there is a name or a password in the address')
  }
  const address = literalOf(url)
  if (address !== undefined) assertReachable(url, address, allowed)
  else if (isOwnName(url.hostname)) assertReachable(url, '127.0.0.1', allowed)
  return url
}

/** The IP address that stands in a URL in place of a name, without the brackets of IPv6. */
export function literalOf({ hostname }: Pick<URL, 'hostname'>): string | undefined {
  const address = hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(address) === 0 ? undefined : address
}

/**
 * Throws `PB_WEBHOOK_ADDRESS_REFUSED` unless something may be sent to this address of the host. What
 * goes through the internet must be encrypted: the body tells what happens here.
 */
export function assertReachable(
  { protocol, host }: Pick<URL, 'protocol' | 'host'>,
  address: string,
  allowed: AllowedNetworks,
): void {
  const judgement = judgeAddress(address, allowed)
  if (judgement === 'refused') {
    throw webhookAddressRefused(host, `${address} is no public address`)
  }
  if (judgement === 'public' && protocol === 'http:') {
    throw webhookAddressRefused(host, 'http is only for networks that are allowed; use https')
  }
}

/** These names are always this machine's (RFC 6761 section 6.3). */
function isOwnName(hostname: string): boolean {
  return /(^|\.)localhost\.?$/.test(hostname)
}
