import type { Batch } from './queue/batch-queue.ts'

/** What became of a batch. */
export interface Delivery {
  /** Lines that the other side did not take and never will; 0 unless said. */
  readonly refused?: number
  /** Lines that are too long for the protocol; 0 unless said. */
  readonly tooLong?: number
}

/** One way to a place that takes log lines. */
export interface Sink {
  /**
   * Sends a batch; settles when it has arrived as far as the protocol can tell. Rejects when it should
   * be sent again later: with `PB_LOG_SINK_UNAVAILABLE` or what the system says. Ends with the signal.
   */
  send(batch: Batch, signal: AbortSignal): Promise<Delivery>
  /** Gives back what it holds; nothing is sent any more. */
  close(): void
}
