import ipaddr from 'ipaddr.js'

/** What may be reached although it is no public address: `10.0.0.0/8`, `127.0.0.1`. */
export type AllowedNetworks = readonly string[]

/** `public` is anywhere in the internet, `allowed` in a network that an administrator has named. */
export type AddressJudgement = 'public' | 'allowed' | 'refused'

/**
 * Judges an IP address in any of its notations: whoever may name a receiver must not get into the
 * network of this machine, nor ask a cloud for its keys (OWASP, "Server Side Request Forgery
 * Prevention"). IPv4 inside of IPv6 counts as what it is.
 */
export function judgeAddress(address: string, allowed: AllowedNetworks): AddressJudgement {
  if (!ipaddr.isValid(address)) return 'refused'
  const ip = ipaddr.process(address)
  if (allowed.some((network) => isWithin(ip, network))) return 'allowed'
  return ip.range() === 'unicast' && isGlobal(ip) ? 'public' : 'refused'
}

type Address = ReturnType<typeof ipaddr.process>

/** All of IPv6 that was ever given out (RFC 4291 section 2.4). */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

function isGlobal(ip: Address): boolean {
  return ip instanceof ipaddr.IPv4 || ip.match(globalUnicast)
}

function isWithin(ip: Address, network: string): boolean {
  const [base, bits] = network.includes('/') ? ipaddr.parseCIDR(network) : whole(network)
  return base.kind() === ip.kind() && ip.match(base, bits)
}

/** The network that has this one address. */
function whole(address: string): [Address, number] {
  const ip = ipaddr.process(address)
  return [ip, ip instanceof ipaddr.IPv4 ? 32 : 128]
}
