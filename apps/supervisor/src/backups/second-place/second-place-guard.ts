import { type BackupEntry, type MadeBackup, secondPlaceFailed } from '@promptbin/backup'
import type { Breaker } from '@promptbin/breaker'
import type { BreakerState } from '@promptbin/breaker/states'
import { PromptBinError } from '@promptbin/errors'

/** What the breaker is called in metrics and in the log. */
export const secondPlaceBreaker = 'second-place'

/** It is asked a few times a day: that it failed once says that it is away now. */
const leastCalls = 1
const mostFailuresPercent = 0

/** So long nobody is kept waiting for it again; a request to a bucket may take two minutes. */
const resetTimeoutMs = 30_000

/** Told of each change of the breaker, and what failed last. */
export type OnSecondPlace = (state: BreakerState, reason: unknown) => void

/** A backup that was made and is not in the second place. */
class NotCopied extends Error {
  readonly made: MadeBackup

  constructor(made: MadeBackup) {
    super(made.secondPlaceFault ?? '')
    this.made = made
  }
}

/** Nobody was asked. */
class LeftAlone extends Error {}

/**
 * The breaker before the second place of the backups. A backup is worth an attempt whenever it is made,
 * and so is its trial; whoever only looks what is there is told at once that it is away.
 */
export class SecondPlaceGuard {
  readonly #onBreaker: OnSecondPlace
  #breaker: Promise<Breaker> | undefined
  #opened: Breaker | undefined
  #reason: unknown

  constructor(onBreaker: OnSecondPlace = () => {}) {
    this.#onBreaker = onBreaker
  }

  get state(): BreakerState {
    return this.#opened?.state() ?? 'closed'
  }

  /** Has a backup made and copied; gives it also where it was not copied. Rejects as `make` does. */
  async copy(make: () => Promise<MadeBackup>): Promise<MadeBackup> {
    const breaker = await this.#open()
    const insisting = breaker.insist(async () => {
      const made = await make()
      if (made.secondPlaceFault !== null) throw new NotCopied(made)
      return made
    })
    return insisting.catch((error: unknown) => {
      if (error instanceof NotCopied) return error.made
      throw error
    })
  }

  /** Has it asked what is there. Rejects with `PB_BACKUP_SECOND_PLACE`, at once while it is left alone. */
  async list(
    place: string,
    ask: () => Promise<readonly BackupEntry[]>,
  ): Promise<readonly BackupEntry[]> {
    const breaker = await this.#open()
    return breaker.run(ask).catch((error: unknown) => {
      if (!(error instanceof LeftAlone)) throw error
      throw secondPlaceFailed.with(
        { cause: this.#reason },
        place,
        'it is left alone for half a minute',
      )
    })
  }

  /** Nobody asks any more. */
  close(): void {
    this.#opened?.close()
  }

  /** Loaded when it is needed: most have no second place. */
  #open(): Promise<Breaker> {
    this.#breaker ??= import('@promptbin/breaker').then(({ createBreaker }) => {
      this.#opened = createBreaker({
        leastCalls,
        mostFailuresPercent,
        resetTimeoutMs,
        isFault,
        unavailable: () => new LeftAlone(),
        onFault: (error) => {
          this.#reason = error
        },
        onState: (state) => this.#onBreaker(state, this.#reason),
      })
      return this.#opened
    })
    return this.#breaker
  }
}

function isFault(error: unknown): boolean {
  if (error instanceof NotCopied) return true
  return error instanceof PromptBinError && error.code === secondPlaceFailed.definition.code
}
