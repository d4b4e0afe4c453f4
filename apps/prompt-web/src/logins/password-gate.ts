import {
  hashPassword,
  isHashOutdated,
  type PasswordCost,
  verifyPassword,
} from '@promptbin/security'
import { loginBusy } from './errors.ts'

/** Each takes 20 MB and a thread of libuv, and there are four for all of the process. */
const atOnce = 2
const mostWaiting = 32

/** Work with passwords, of which only a little is done at once. */
export interface PasswordGate {
  /** Does the work when it is its turn. Throws `PB_LOGIN_BUSY` if too many wait. */
  run<Result>(work: () => Promise<Result>): Promise<Result>
  hash(password: string): Promise<string>
  /** Whether it is the password; where there is no account it takes as long to say that it is not. */
  verify(password: string, hash: string | undefined): Promise<boolean>
  isOutdated(hash: string): boolean
}

/** Makes the gate for one process. */
export function createPasswordGate(cost?: PasswordCost): PasswordGate {
  const waiting: (() => void)[] = []
  let running = 0
  let ofNobody: Promise<string> | undefined

  const run = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running >= atOnce) {
      if (waiting.length >= mostWaiting) throw loginBusy()
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }

  return {
    run,
    hash: (password) => hashPassword(password, cost),
    verify: async (password, hash) => {
      // Of nobody's password: what is tried is hashed all the same.
      ofNobody ??= hashPassword('', cost)
      const isRight = await verifyPassword(password, hash ?? (await ofNobody))
      return isRight && hash !== undefined
    },
    isOutdated: (hash) => isHashOutdated(hash, cost),
  }
}
