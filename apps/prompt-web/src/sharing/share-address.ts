import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'

/** Where links lead to, and why they do not open if they do not. */
export interface ShareAddress {
  /** Without a slash at the end. */
  readonly base: string
  /** What stands in the way, with what to do about it; nothing if links open. */
  readonly problem: string | null
}

/** The link to a share. */
export function linkOf({ base }: ShareAddress, token: string): string {
  return `${base}/s/${token}`
}

/** An address as a URL has it. One that stands for all of a machine is replaced by one of them. */
export function baseOf(host: string, port: number): string {
  const named = isWildcard(host) ? (firstOwnAddress() ?? 'localhost') : host
  return `http://${isIP(named) === 6 ? `[${named}]` : named}:${port}`
}

function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}

function firstOwnAddress(): string | undefined {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address
}
