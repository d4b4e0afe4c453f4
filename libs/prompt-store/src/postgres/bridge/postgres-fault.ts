import type { FaultData } from './statement-message.ts'

/** What PostgreSQL, or the way to it, answered instead of rows. */
export class PostgresFault extends Error {
  readonly code: string | undefined
  readonly isLost: boolean
  /** Whether it came when all that was left to do was to keep what had been written. */
  readonly isOfCommit: boolean

  constructor({ message, code, isLost }: FaultData, isOfCommit = false) {
    super(code === undefined ? message : `${message} (${code})`)
    this.code = code
    this.isLost = isLost
    this.isOfCommit = isOfCommit
  }
}
