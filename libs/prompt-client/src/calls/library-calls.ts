import { randomUUID } from 'node:crypto'
import { PromptBinError } from '@promptbin/errors'
import { FOLDERS_HEADER, writeFolders } from '@promptbin/security'
import type { BreakerKind } from '../breakers/breaker-state.ts'
import type { LibraryBreaker } from '../breakers/library-breaker.ts'
import type { Clock } from '../clock.ts'
import type { TraceAttempt } from '../exchange/attempt-trace.ts'
import type { ClientObserver } from '../observer.ts'
import type { Call, UpdateCall } from '../prompt-client.ts'
import type { LibraryRequest } from './requests.ts'
import type { Limits, Sender } from './send.ts'

export interface LibraryCallsOptions {
  readonly send: Sender
  readonly breakers: Readonly<Record<BreakerKind, LibraryBreaker>>
  readonly observer: Pick<ClientObserver, 'call'>
  /** Told when a write has ended, whatever came of it. */
  readonly onWritten: () => void
  /** The longest a write may take. */
  readonly timeoutMs: () => number
  readonly trace: TraceAttempt
  readonly clock: Clock
}

/** The requests of a client, typed and observed. */
export interface LibraryCalls {
  /** Asks within `limits`; `length` is that of the answer, in characters of JSON. */
  ask<Answer>(
    request: LibraryRequest<Answer>,
    call: Call,
    limits: Limits,
  ): Promise<{ readonly value: Answer; readonly length: number }>
  /** Changes something, once however often it has to be sent. */
  write<Answer>(request: LibraryRequest<Answer>, call: UpdateCall): Promise<Answer>
}

/** An HTTP header carries only printable ASCII, and prompt-web keeps 100 characters of a name. */
function headerText(name: string): string {
  const printable = name.replace(/[^\x20-\x7e]+/g, '?').trim()
  return printable.slice(0, 100).trim() || 'unknown'
}

/** Makes the calls that go through the breakers. */
export function createLibraryCalls(options: LibraryCallsOptions): LibraryCalls {
  const { send, breakers, observer, clock } = options

  function headersOf({ client, principal, folders }: Call): Record<string, string> {
    return {
      'x-promptbin-client': headerText(client),
      ...(principal !== undefined && { 'x-promptbin-author': headerText(principal) }),
      ...(folders && { [FOLDERS_HEADER]: writeFolders(folders) }),
    }
  }

  async function call<Answer>(
    kind: BreakerKind,
    request: LibraryRequest<Answer>,
    headers: Readonly<Record<string, string>>,
    limits: Limits,
  ) {
    const { operation, method, path, template, body } = request
    let sent = 0
    const trace = () => options.trace({ method, template, resends: sent++ })
    const started = clock.steady()
    let error: PromptBinError | undefined
    try {
      const answered = await send(breakers[kind], { method, path, body, headers, trace }, limits)
      const value = request.read(answered.body, `${method} ${path.split('?')[0]}`)
      return { value, length: answered.length }
    } catch (thrown) {
      if (thrown instanceof PromptBinError) error = thrown
      throw thrown
    } finally {
      observer.call({ operation, error, durationMs: clock.steady() - started })
    }
  }

  return {
    ask: (request, asker, limits) => call('reads', request, headersOf(asker), limits),
    write: async (request, writer) => {
      const { signal, ifMatch = '*', idempotencyKey = randomUUID() } = writer
      const leftMs = (writer.deadline ?? Number.POSITIVE_INFINITY) - clock.now()
      const end = clock.steady() + Math.min(leftMs, options.timeoutMs())
      const headers = {
        ...headersOf(writer),
        'idempotency-key': idempotencyKey,
        ...(request.method === 'PATCH' && { 'if-match': ifMatch }),
      }
      try {
        const limits = { deadline: () => end, signal }
        return (await call('writes', request, headers, limits)).value
      } finally {
        options.onWritten()
      }
    },
  }
}
