import { isIP } from 'node:net'
import { namesOf } from './names.ts'

/** Networks in the notation of RFC 4632 (`10.0.0.0/8`, `fd00::/8`), or single addresses. */
export const networks = namesOf({
  isName: isNetwork,
  normalize: (name) => name,
  expected: 'networks or addresses, such as 10.0.0.0/8,192.168.1.20',
})

function isNetwork(written: string): boolean {
  const [address = '', bits, ...rest] = written.split('/')
  const version = isIP(address)
  if (version === 0 || address.includes('%') || rest.length > 0) return false
  if (bits === undefined) return true
  return /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)
}
