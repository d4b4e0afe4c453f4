import type { Logger } from '@promptbin/logging'

/** Whether the library is known to be damaged, so that nothing is to be written to it. */
export interface Damage {
  /** What is known, in a sentence; null while nothing is. */
  readonly reason: string | null
  /** What was met when the library was opened: it is only read for as long as this process runs. */
  met(error: unknown): void
  /** What the supervisor says, who has the whole of it checked. */
  set(reason: string | null): void
}

/** There is none until somebody meets it. */
export function createDamage(logger: Pick<Logger, 'info' | 'error'>): Damage {
  let isMet = false
  let told: string | null = null
  const reasonMet = 'Pages of it were found broken when it was opened.'
  return {
    get reason() {
      return told ?? (isMet ? reasonMet : null)
    },
    met(err) {
      isMet = true
      const fields = { event: 'store.damaged', err }
      logger.error(
        fields,
        'the library is damaged: it is read as far as it can be, and not written',
      )
    },
    set(reason) {
      if (reason === told) return
      told = reason
      if (reason === null) logger.info({ event: 'store.sound' }, 'the library is whole again')
      else
        logger.error(
          { event: 'store.read_only', reason },
          'the library is damaged: it is only read',
        )
    },
  }
}
