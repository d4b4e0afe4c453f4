import { PromptBinError } from '@promptbin/errors'
import { canonicalJson } from '@promptbin/prompts'
import { writeFolders } from '@promptbin/security'
import type { LibraryRequest } from '../calls/requests.ts'
import type { Limits } from '../calls/send.ts'
import type { Clock } from '../clock.ts'
import type { PromptClientDescription } from '../description.ts'
import { isOutage } from '../errors.ts'
import type { ClientObserver, ReadOutcome } from '../observer.ts'
import type { Call, Kept } from '../prompt-client.ts'
import type { AnswerCache, Copy } from './answer-cache.ts'
import type { Flights } from './flights.ts'

/** An answer as it arrived. */
export interface Asked<Answer> {
  readonly value: Answer
  /** In characters of JSON. */
  readonly length: number
}

export interface KeptReadsOptions {
  readonly cache: AnswerCache
  readonly flights: Flights
  readonly feed: { revision(): number | undefined; currentRevision(): number }
  /** Asks prompt-web. */
  readonly ask: <Answer>(
    request: LibraryRequest<Answer>,
    call: Call,
    limits: Limits,
  ) => Promise<Asked<Answer>>
  readonly observer: Pick<ClientObserver, 'read'>
  /** Told of every prompt of which a copy was used. */
  readonly noteUse: (name: string) => void
  /** The longest a read may take. */
  readonly timeoutMs: () => number
  readonly clock: Clock
}

/** Reads with copies. */
export interface KeptReads {
  /** Answers from a current copy, from prompt-web, or from a copy that may be out of date. */
  read<Answer>(request: LibraryRequest<Answer>, call: Call): Promise<Kept<Answer>>
  /** How reads went since the start. */
  describe(): Pick<PromptClientDescription['cache'], 'hits' | 'misses' | 'stale'>
}

/** How long somebody waits for prompt-web who could have a copy instead. */
const patienceMs = 2_000

/** Names a request and what may be seen in the answer, by which copies are kept apart. */
function keyOf({ path, body }: LibraryRequest<unknown>, { folders }: Call): string {
  const asked = body === undefined ? path : `${path} ${canonicalJson(body)}`
  // Neither a path nor JSON has a line feed of its own.
  return folders === undefined ? asked : `${asked}\n${writeFolders(folders)}`
}

const isGone = (error: unknown) =>
  error instanceof PromptBinError && (error.status === 404 || error.status === 410)

/** Counts how reads go, and tells the observer. */
function countReads(observer: KeptReadsOptions['observer']) {
  const counts: Record<ReadOutcome, number> = { copy: 0, asked: 0, 'stale-copy': 0, failed: 0 }
  return {
    observe: ({ operation }: LibraryRequest<unknown>, outcome: ReadOutcome) => {
      counts[outcome] += 1
      observer.read(operation, outcome)
    },
    describe: () => ({
      hits: counts.copy,
      misses: counts.asked + counts.failed,
      stale: counts['stale-copy'],
    }),
  }
}

/**
 * Makes the reads. The rule is the simplest that is sound: a copy is current only if nothing at
 * all changed since it was asked for, because any prompt may include any other. A copy that is
 * not is asked for anew and whole: the ETag of a prompt says nothing of those that it includes.
 */
export function createKeptReads(options: KeptReadsOptions): KeptReads {
  const { cache, flights, feed, noteUse, clock } = options
  const { observe, describe } = countReads(options.observer)

  function useCopy<Answer>({ usedBy }: LibraryRequest<Answer>, copy: Copy): Answer {
    const answer = copy.value as Answer
    if (usedBy !== undefined) noteUse(usedBy(answer))
    return answer
  }

  /** Asks, together with whoever asks the same, and gives up early if there is a copy instead. */
  function ask<Answer>(request: LibraryRequest<Answer>, call: Call, key: string): Promise<Answer> {
    const revision = feed.currentRevision()
    const askedAtMs = clock.now()
    const started = clock.steady()
    const leftMs = (call.deadline ?? Number.POSITIVE_INFINITY) - askedAtMs
    const deadline = started + Math.min(leftMs, options.timeoutMs())
    const patience = cache.getStale(key, askedAtMs) ? started + patienceMs : deadline
    const waiting = { deadline, patience: Math.min(deadline, patience), signal: call.signal }
    // Whoever asks after a change must not be given what was asked for before it.
    return flights.join(`${revision} ${key}`, waiting, async (limits) => {
      const { value, length } = await options.ask(request, call, limits)
      cache.keep(key, { value, length, revision, askedAtMs, currentAtMs: askedAtMs })
      return value
    })
  }

  /** The copy, if nothing changed since. */
  function current({ keptMs = Number.POSITIVE_INFINITY }: LibraryRequest<unknown>, key: string) {
    const copy = cache.get(key)
    if (copy === undefined || copy.revision !== feed.revision()) return undefined
    return clock.now() - copy.askedAtMs < keptMs ? copy : undefined
  }

  /** What there is instead of an answer; throws the error if that is nothing. */
  function instead<Answer>(request: LibraryRequest<Answer>, key: string, error: unknown) {
    if (isGone(error)) cache.remove(key)
    const copy = isOutage(error) ? cache.getStale(key, clock.now()) : undefined
    observe(request, copy === undefined ? 'failed' : 'stale-copy')
    if (copy === undefined) throw error
    return { value: useCopy(request, copy), staleSinceMs: copy.currentAtMs }
  }

  async function read<Answer>(request: LibraryRequest<Answer>, call: Call): Promise<Kept<Answer>> {
    const key = keyOf(request, call)
    const copy = current(request, key)
    if (copy !== undefined) {
      copy.currentAtMs = clock.now()
      observe(request, 'copy')
      return { value: useCopy(request, copy) }
    }
    try {
      const value = await ask(request, call, key)
      observe(request, 'asked')
      return { value }
    } catch (error) {
      return instead(request, key, error)
    }
  }

  return { read, describe }
}
