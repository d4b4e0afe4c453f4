import type { ErrorExample, ErrorGroup } from './groups/error-group.ts'
import { type GroupState, trendOf } from './groups/judge-trend.ts'
import type { ErrorAdvice } from './identity/error-advice.ts'

/** A group of alike errors as the API tells of it. Times are ISO 8601 in UTC. */
export interface GroupItem {
  readonly fingerprint: string
  readonly code: string | null
  readonly type: string
  /** With placeholders for what differs from one time to the next. */
  readonly message: string
  readonly event: string | null
  readonly state: GroupState
  readonly count: number
  readonly firstSeen: string
  readonly lastSeen: string
  readonly services: readonly {
    readonly service: string
    readonly count: number
    readonly lastSeen: string
  }[]
  readonly trend: { readonly nowPerMinute: number; readonly beforePerMinute: number }
  /** Of the newest error that had one; see `promptbin logs --request`. */
  readonly requestId: string | null
  readonly traceId: string | null
}

/** What an error says of itself, and where more is written about it. */
export interface GroupAdvice extends ErrorAdvice {
  /** Where the documentation tells of the code, from the root of the repository. */
  readonly document: string
}

/** What is known of what to do about a group; null for errors that are none of PromptBin's own. */
export function describeAdvice({ code, advice }: ErrorGroup): GroupAdvice | null {
  if (advice === null || code === null) return null
  return { ...advice, document: `docs/errors.md#${code.toLowerCase()}` }
}

/** One error of a group as the API tells of it; `stack` only where it was kept. */
export type ExampleItem = Omit<ErrorExample, 'stack' | 'text'> & {
  readonly message: string
  readonly stack?: string
}

/** The group in the form of the API. */
export function describeGroup(group: ErrorGroup, nowMs: number): GroupItem {
  const { fingerprint, code, type, message, event, state, count, firstMs, lastMs } = group
  const example = group.examples.findLast(({ requestId }) => requestId !== null)
  const { nowPerMinute, beforePerMinute } = trendOf(group, nowMs)
  return {
    ...{ fingerprint, code, type, message, event, state, count },
    firstSeen: isoTime(firstMs),
    lastSeen: isoTime(lastMs),
    services: [...group.services].map(([service, known]) => ({
      service,
      count: known.count,
      lastSeen: isoTime(known.lastMs),
    })),
    trend: { nowPerMinute: rounded(nowPerMinute), beforePerMinute: rounded(beforePerMinute) },
    requestId: example?.requestId ?? null,
    traceId: example?.traceId ?? null,
  }
}

/** The examples of a group in the form of the API, newest first. */
export function describeExamples({ examples }: ErrorGroup): readonly ExampleItem[] {
  return examples.toReversed().map(({ text, stack, ...example }) => ({
    ...example,
    message: text,
    ...(stack !== null && { stack }),
  }))
}

const isoTime = (atMs: number) => new Date(atMs).toISOString()

const rounded = (perMinute: number) => Math.round(perMinute * 100) / 100
