import { type IdGenerator, RandomIdGenerator } from '@opentelemetry/sdk-trace'

/** Draws ids, but for the trace that is told to begin next. */
export class TraceIds implements IdGenerator {
  readonly #random = new RandomIdGenerator()
  #next: string | undefined

  /** The id of the next trace that begins: its request is already known by it. */
  use(traceId: string | undefined): void {
    this.#next = traceId
  }

  readonly generateTraceId = (): string => this.#next ?? this.#random.generateTraceId()

  readonly generateSpanId = (): string => this.#random.generateSpanId()
}
