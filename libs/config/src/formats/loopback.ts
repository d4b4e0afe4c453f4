import { BlockList, isIP } from 'node:net'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/**
 * Whether only programs of this machine can reach what listens on the host (RFC 1122 3.2.1.3,
 * RFC 4291 2.5.3). Of names only `localhost` counts: any other may resolve to anything tomorrow.
 */
export function isLoopback(host: string): boolean {
  const address = withoutBrackets(host)
  const version = isIP(address)
  if (version === 0) return address.toLowerCase() === 'localhost'
  if (address.includes('%')) return false
  return loopback.check(address, version === 4 ? 'ipv4' : 'ipv6')
}

/** `[::1]`, as a URL writes it, is `::1` to a socket. */
export function withoutBrackets(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host
}
