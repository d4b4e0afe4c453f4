import { isIPv6 } from 'node:net'
import type { AttemptSubject, LoginStore } from '@promptbin/prompt-store'
import { attemptsAtAccount, attemptsFromAddress, hashToken, pauseMs } from '@promptbin/security'
import { loginClosed } from './errors.ts'

/** Who tries to log in as whom. */
export interface Attempt {
  /** A name, or what stands for all tokens. */
  readonly name: string
  readonly address: string
}

/** What a failure of this attempt is counted for. */
export function subjectsOf({ name, address }: Attempt): readonly AttemptSubject[] {
  const network = networkOf(address)
  return [
    { subject: subjectFor(name, network), policy: attemptsFromAddress },
    { subject: subjectFor(name), policy: attemptsAtAccount },
  ]
}

/** Throws `PB_LOGIN_CLOSED` as long as this attempt comes too early. */
export async function refuseEarly(
  store: Pick<LoginStore, 'loginAttempts'>,
  subjects: readonly AttemptSubject[],
  now: number,
): Promise<void> {
  const known = await store.loginAttempts(subjects.map(({ subject }) => subject))
  const waitMs = Math.max(...subjects.map(({ subject }) => pauseMs(known[subject], now)))
  if (waitMs > 0) throw loginClosed(Math.ceil(waitMs / 1_000))
}

/** Names that are tried are not kept as they are: people type passwords into the wrong field. */
function subjectFor(...parts: readonly string[]): string {
  return hashToken(JSON.stringify(parts))
}

/** Whoever has one IPv6 address has 2^64 of them (RFC 6177). */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = (plain.split('%')[0] ?? '').split('::')
  const before = head.split(':').filter(Boolean)
  const after = tail?.split(':').filter(Boolean) ?? []
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after]
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
