/** A server that something keeps alive, as the bench sees it. */
export interface SupervisedServer {
  readonly name: string
  /** What is asked. */
  readonly url: string
  readonly supervisorPid: number
  /** The processes that answer. */
  workers(): Promise<readonly number[]>
  /** Settles when nothing is missing: all workers answer, and spares are there. */
  whenWhole(): Promise<void>
  /** Replaces all that answers; settles when that is done. */
  reload(): Promise<void>
  stop(): Promise<void>
}
