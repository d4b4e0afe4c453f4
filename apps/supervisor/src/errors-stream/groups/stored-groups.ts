import { readAdvice } from '../identity/error-advice.ts'
import type { ErrorExample, ErrorGroup } from './error-group.ts'
import { isGroupState } from './error-groups.ts'
import { MinuteCounts } from './minute-counts.ts'

/** A group in the form in which it is stored. */
export interface StoredGroup extends Omit<ErrorGroup, 'services' | 'minutes'> {
  readonly services: Readonly<Record<string, { readonly count: number; readonly lastMs: number }>>
  readonly minutes: readonly (readonly [minute: number, count: number])[]
}

/** The form in which groups are stored, those seen last first. */
export function storeGroups(groups: readonly ErrorGroup[]): readonly StoredGroup[] {
  return groups.map((group) => ({
    ...group,
    services: Object.fromEntries(group.services),
    minutes: group.minutes.toJSON(),
  }))
}

/** What was stored, or undefined for what is no list; entries that are none are passed over. */
export function parseStoredGroups(value: unknown): readonly StoredGroup[] | undefined {
  return Array.isArray(value) ? value.filter(isStoredGroup) : undefined
}

/** A group as it was; of a clock that was set back since then nothing is left in the future. */
export function restoreGroup(stored: StoredGroup, nowMs: number): ErrorGroup {
  const lastMs = Math.min(stored.lastMs, nowMs)
  return {
    ...stored,
    // One that was stored by an earlier version has neither.
    advice: stored.advice ?? null,
    examples: stored.examples.map((example) => ({ ...example, context: example.context ?? {} })),
    firstMs: Math.min(stored.firstMs, lastMs),
    lastMs,
    toldRisingMs: Math.min(stored.toldRisingMs, nowMs),
    services: new Map(
      Object.entries(stored.services).map(([name, known]) => [name, { ...known }] as const),
    ),
    minutes: MinuteCounts.from(stored.minutes, nowMs),
  }
}

function isStoredGroup(value: unknown): value is StoredGroup {
  if (typeof value !== 'object' || value === null) return false
  const { fingerprint, code, type, message, event, state, advice, services, examples, ...numbers } =
    value as Partial<StoredGroup>
  const { count, firstMs, lastMs, toldRisingMs } = numbers
  return (
    /^[0-9a-f]{16}$/.test(String(fingerprint)) &&
    [type, message].every((text) => typeof text === 'string') &&
    [code, event].every(isTextOrNull) &&
    isAdviceOrNone(advice) &&
    isGroupState(state) &&
    [count, firstMs, lastMs, toldRisingMs].every(Number.isFinite) &&
    typeof services === 'object' &&
    services !== null &&
    Object.values(services).every(isServiceCount) &&
    Array.isArray(examples) &&
    examples.every(isExample)
  )
}

/** What else stood in it would be told as it is. */
const isAdviceOrNone = (value: StoredGroup['advice'] | undefined) =>
  value === undefined || value === null || readAdvice({ ...value }) !== null

function isServiceCount(value: unknown): boolean {
  const { count, lastMs } = (value ?? {}) as { count?: unknown; lastMs?: unknown }
  return Number.isFinite(count) && Number.isFinite(lastMs)
}

function isExample(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { service, at, text, event, requestId, traceId, stack } = value as Partial<ErrorExample>
  return (
    [service, at, text].every((known) => typeof known === 'string') &&
    [event, requestId, traceId, stack].every(isTextOrNull)
  )
}

const isTextOrNull = (value: unknown) => value === null || typeof value === 'string'
